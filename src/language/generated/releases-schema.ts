// Generated from schema/ by `npm run generate`. Do not edit.
export const releasesSchema: Readonly<Record<string, unknown>> = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://recourse.dev/schema/releases.schema.json",
  "title": "ReleasesDocument",
  "description": "Which versions of one policy are released: only these are picked by the moment of a request. `recourse release` adds to it.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "releases"
  ],
  "properties": {
    "releases": {
      "description": "The released versions, the oldest first. An entry is never changed or removed, for decisions refer to it.",
      "type": "array",
      "maxItems": 1000,
      "items": {
        "$ref": "#/$defs/release"
      },
      "examples": [
        [
          {
            "version": 1,
            "from": "2024-06-01T00:00:00+08:00",
            "digest": "sha256:0000000000000000000000000000000000000000000000000000000000000000",
            "released": "2024-05-20T10:00:00+08:00",
            "reason": "The first version."
          }
        ]
      ]
    }
  },
  "$defs": {
    "release": {
      "description": "One released version.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "version",
        "from",
        "digest",
        "released",
        "reason"
      ],
      "properties": {
        "version": {
          "description": "The version: its file is v<version>.policy.yaml beside this one.",
          "type": "integer",
          "minimum": 1,
          "maximum": 1000000,
          "x-expects": "a whole number from 1 on",
          "examples": [
            1
          ]
        },
        "from": {
          "description": "From when the version holds: the `effective.from` of its file.",
          "$ref": "#/$defs/instant",
          "examples": [
            "2024-06-01T00:00:00+08:00"
          ]
        },
        "digest": {
          "description": "The digest of what the version means. If that of its file becomes another one, the file was changed after its release.",
          "type": "string",
          "pattern": "^sha256:[0-9a-f]{64}$",
          "x-expects": "`sha256:` and 64 hexadecimal digits in lower case",
          "examples": [
            "sha256:0000000000000000000000000000000000000000000000000000000000000000"
          ]
        },
        "released": {
          "description": "When the version was released.",
          "$ref": "#/$defs/instant",
          "examples": [
            "2024-05-20T10:00:00+08:00"
          ]
        },
        "reason": {
          "description": "Why there is this version, in the words of whoever released it.",
          "$ref": "#/$defs/sentence",
          "examples": [
            "The first version."
          ]
        },
        "by": {
          "description": "Who released it.",
          "$ref": "#/$defs/sentence",
          "examples": [
            "A. Editor"
          ]
        }
      }
    },
    "instant": {
      "type": "string",
      "maxLength": 64,
      "x-expects": "a moment with its offset from UTC, such as `2024-06-01T00:00:00+08:00`"
    },
    "sentence": {
      "type": "string",
      "minLength": 1,
      "maxLength": 2000,
      "x-expects": "a text"
    }
  }
};
