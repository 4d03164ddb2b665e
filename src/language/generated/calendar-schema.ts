// Generated from schema/ by `npm run generate`. Do not edit.
export const calendarSchema: Readonly<Record<string, unknown>> = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://recourse.dev/schema/calendar.schema.json",
  "title": "CalendarDocument",
  "description": "Which days are worked in one place, for the years that the file covers.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "language",
    "calendar",
    "title",
    "covers",
    "weekend",
    "holidays"
  ],
  "properties": {
    "language": {
      "description": "The version of the policy language; it pins the meaning of everything below.",
      "const": 1,
      "examples": [
        1
      ]
    },
    "calendar": {
      "description": "The calendar's name, the same as that of its file: germany stands in germany.calendar.yaml.",
      "type": "string",
      "maxLength": 64,
      "pattern": "^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$",
      "x-expects": "a name of letters, digits and single hyphens, such as `germany`",
      "examples": [
        "germany"
      ]
    },
    "title": {
      "description": "What the calendar holds, in one line.",
      "$ref": "#/$defs/text",
      "examples": [
        "Public holidays in all of Germany"
      ]
    },
    "description": {
      "description": "Notes for whoever reads this file. They reach no decision.",
      "$ref": "#/$defs/text",
      "examples": [
        "Holidays of single states are left out."
      ]
    },
    "source": {
      "description": "The document that names the holidays.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "title"
      ],
      "properties": {
        "title": {
          "description": "The document's name.",
          "$ref": "#/$defs/text",
          "examples": [
            "Law on public holidays"
          ]
        },
        "url": {
          "description": "Where the document was published.",
          "$ref": "#/$defs/text",
          "examples": [
            "https://example.com/holidays"
          ]
        }
      },
      "examples": [
        {
          "title": "Law on public holidays",
          "url": "https://example.com/holidays"
        }
      ]
    },
    "covers": {
      "description": "The first and the last year of which all holidays are in this file. Beyond them nothing is decided by guess.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "from",
        "to"
      ],
      "properties": {
        "from": {
          "description": "The first year.",
          "$ref": "#/$defs/year",
          "examples": [
            2020
          ]
        },
        "to": {
          "description": "The last year.",
          "$ref": "#/$defs/year",
          "examples": [
            2030
          ]
        }
      },
      "x-expects": "the first and the last year, such as { from: 2020, to: 2030 }",
      "examples": [
        {
          "from": 2020,
          "to": 2030
        }
      ]
    },
    "weekend": {
      "description": "The days of the week that are not worked; an empty list where all of them are.",
      "type": "array",
      "uniqueItems": true,
      "items": {
        "type": "string",
        "enum": [
          "monday",
          "tuesday",
          "wednesday",
          "thursday",
          "friday",
          "saturday",
          "sunday"
        ]
      },
      "x-expects": "a list of days of the week, such as [saturday, sunday]",
      "examples": [
        [
          "saturday",
          "sunday"
        ]
      ]
    },
    "holidays": {
      "description": "The holidays, each with its name; those that fall on a weekend may be among them.",
      "$ref": "#/$defs/days",
      "examples": [
        {
          "2026-01-01": "New Year's Day"
        }
      ]
    },
    "working-days": {
      "description": "Days of a weekend that are worked all the same, each with what it is.",
      "$ref": "#/$defs/days",
      "examples": [
        {
          "2026-02-14": "Make-up day"
        }
      ]
    }
  },
  "$defs": {
    "text": {
      "type": "string",
      "minLength": 1,
      "maxLength": 2000,
      "x-expects": "a sentence"
    },
    "year": {
      "type": "integer",
      "minimum": 1970,
      "maximum": 2999,
      "x-expects": "a year from 1970 to 2999"
    },
    "day": {
      "type": "string",
      "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
      "x-expects": "a day such as 2026-01-01"
    },
    "dayName": {
      "type": "string",
      "minLength": 1,
      "maxLength": 200,
      "x-expects": "the name of the day"
    },
    "days": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/day"
      },
      "additionalProperties": {
        "$ref": "#/$defs/dayName"
      },
      "x-expects": "days with their names, such as { 2026-01-01: New Year's Day }"
    }
  }
};
