// Generated from schema/ by `npm run generate`. Do not edit.
export const casesSchema: Readonly<Record<string, unknown>> = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://recourse.dev/schema/cases.schema.json",
  "title": "CasesDocument",
  "description": "Executable examples of one policy version: requests, and what must be decided about them.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "policy",
    "cases"
  ],
  "properties": {
    "policy": {
      "description": "The policy file, relative to this file.",
      "type": "string",
      "minLength": 1,
      "maxLength": 300,
      "x-expects": "the name of a policy file, such as v1.policy.yaml",
      "examples": [
        "v1.policy.yaml"
      ]
    },
    "defaults": {
      "description": "Facts and evidence that every case starts from.",
      "$ref": "#/$defs/request"
    },
    "cases": {
      "description": "The cases, by name.",
      "type": "object",
      "minProperties": 1,
      "propertyNames": {
        "$ref": "#/$defs/caseName"
      },
      "additionalProperties": {
        "$ref": "#/$defs/case"
      }
    }
  },
  "$defs": {
    "caseName": {
      "type": "string",
      "maxLength": 100,
      "pattern": "^[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*$",
      "x-expects": "a name of letters, digits and single hyphens"
    },
    "word": {
      "type": "string",
      "minLength": 1,
      "maxLength": 100,
      "x-expects": "a name"
    },
    "words": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/word"
      },
      "x-expects": "a list of names"
    },
    "request": {
      "description": "Facts by name, and under `evidence` the state of items.",
      "type": "object",
      "properties": {
        "evidence": {
          "description": "Items of evidence: `provided` or `unavailable`. An item left out is not told.",
          "type": "object",
          "additionalProperties": {
            "enum": [
              "provided",
              "unavailable"
            ]
          }
        },
        "items": {
          "description": "The items of the request: each has facts and evidence of its own.",
          "type": "array",
          "items": {
            "$ref": "#/$defs/item"
          },
          "x-expects": "a list of items, each with facts of its own"
        }
      },
      "additionalProperties": {
        "$ref": "#/$defs/fact"
      },
      "tsType": "Readonly<Record<string, unknown>>"
    },
    "item": {
      "description": "Facts and evidence of one item.",
      "type": "object",
      "properties": {
        "evidence": {
          "description": "Evidence of this item alone.",
          "type": "object",
          "additionalProperties": {
            "enum": [
              "provided",
              "unavailable"
            ]
          }
        }
      },
      "additionalProperties": {
        "$ref": "#/$defs/fact"
      },
      "x-expects": "a map with facts of the item",
      "tsType": "Readonly<Record<string, unknown>>"
    },
    "case": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "expect"
      ],
      "properties": {
        "title": {
          "description": "What the case shows.",
          "$ref": "#/$defs/title",
          "examples": [
            "The 16th SKU is the first at the second rate"
          ]
        },
        "clause": {
          "description": "The clause, or clauses, that it exercises.",
          "type": [
            "string",
            "array"
          ],
          "items": {
            "$ref": "#/$defs/word"
          },
          "x-expects": "a clause number in quotes, or a list of them",
          "examples": [
            "1.1"
          ]
        },
        "given": {
          "description": "Facts and evidence of this case; they replace those of `defaults`.",
          "$ref": "#/$defs/request"
        },
        "without": {
          "description": "Facts of `defaults` that are not told in this case; `evidence` is all evidence of `defaults`.",
          "$ref": "#/$defs/words",
          "examples": [
            [
              "inStockAt"
            ]
          ]
        },
        "readings": {
          "description": "Readings chosen otherwise in this case.",
          "type": "object",
          "additionalProperties": {
            "$ref": "#/$defs/word"
          }
        },
        "expect": {
          "$ref": "#/$defs/expectation"
        }
      }
    },
    "title": {
      "type": "string",
      "minLength": 1,
      "maxLength": 500,
      "x-expects": "a sentence"
    },
    "outcome": {
      "enum": [
        "accepted",
        "rejected",
        "review",
        "incomplete",
        "uncovered"
      ]
    },
    "amount": {
      "description": "An exact sum, a range by its two ends, `unspecified`, or `unknown`.",
      "type": [
        "string",
        "number",
        "object"
      ],
      "additionalProperties": false,
      "required": [
        "atLeast",
        "atMost"
      ],
      "properties": {
        "atLeast": {
          "type": [
            "string",
            "number"
          ],
          "x-expects": "an amount",
          "description": "The lower end of a range.",
          "examples": [
            "0.00"
          ]
        },
        "atMost": {
          "type": [
            "string",
            "number"
          ],
          "x-expects": "an amount",
          "description": "The upper end of a range.",
          "examples": [
            "50.00"
          ]
        }
      },
      "x-expects": "an amount, { atLeast, atMost }, `unspecified` or `unknown`"
    },
    "lines": {
      "description": "All lines of the bill, by id: a line that is not named here must not be there.",
      "type": "object",
      "additionalProperties": {
        "$ref": "#/$defs/amount"
      }
    },
    "total": {
      "description": "A total in the policy's currency; where it is not exact, `known` is the part that is.",
      "type": [
        "string",
        "number",
        "object"
      ],
      "additionalProperties": false,
      "required": [
        "kind",
        "known"
      ],
      "properties": {
        "kind": {
          "enum": [
            "range",
            "unspecified",
            "unknown"
          ],
          "description": "Why the total is not exact."
        },
        "known": {
          "type": [
            "string",
            "number"
          ],
          "x-expects": "an amount",
          "description": "The part that is exact.",
          "examples": [
            "14.00"
          ]
        },
        "because": {
          "description": "The ids of the lines that are not exact.",
          "$ref": "#/$defs/words",
          "examples": [
            [
              "late-penalty"
            ]
          ]
        },
        "atLeast": {
          "type": [
            "string",
            "number"
          ],
          "x-expects": "an amount",
          "description": "Of a range: the least that it can be.",
          "examples": [
            "4.90"
          ]
        },
        "atMost": {
          "type": [
            "string",
            "number"
          ],
          "x-expects": "an amount",
          "description": "Of a range: the most that it can be.",
          "examples": [
            "54.90"
          ]
        }
      },
      "x-expects": "an amount, or { kind: unspecified, known: amount }"
    },
    "window": {
      "description": "The state alone, or some of state, opensAt, countsFrom and closesAt.",
      "type": [
        "string",
        "object"
      ],
      "additionalProperties": false,
      "properties": {
        "state": {
          "$ref": "#/$defs/windowState",
          "description": "early, open or closed; unknown where that is not known, none where the judged fact is null."
        },
        "opensAt": {
          "$ref": "#/$defs/windowInstant",
          "description": "The event.",
          "examples": [
            "2026-03-15T15:00:00+08:00"
          ]
        },
        "countsFrom": {
          "$ref": "#/$defs/windowInstant",
          "description": "Where the length begins.",
          "examples": [
            "2026-03-15T15:00:00+08:00"
          ]
        },
        "closesAt": {
          "$ref": "#/$defs/windowInstant",
          "description": "The last instant inside.",
          "examples": [
            "2026-03-15T15:00:00+08:00"
          ]
        }
      },
      "x-expects": "a state, or { state, closesAt }"
    },
    "windowState": {
      "enum": [
        "early",
        "open",
        "closed",
        "unknown",
        "none"
      ]
    },
    "instant": {
      "type": [
        "string",
        "null"
      ],
      "x-expects": "a moment with its offset, such as 2026-03-10T14:20:00+08:00"
    },
    "expectation": {
      "description": "What the decision must say. What is left out is not compared.",
      "type": "object",
      "minProperties": 1,
      "additionalProperties": false,
      "properties": {
        "outcome": {
          "$ref": "#/$defs/outcome",
          "description": "What becomes of the request."
        },
        "reasons": {
          "description": "The ids of all reasons, in any order.",
          "$ref": "#/$defs/words",
          "examples": [
            [
              "in-time"
            ]
          ]
        },
        "missing": {
          "description": "What must be told, in any order.",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "facts": {
              "$ref": "#/$defs/words",
              "description": "All facts that must be told.",
              "examples": [
                [
                  "issue"
                ]
              ]
            },
            "evidence": {
              "$ref": "#/$defs/words",
              "description": "All items that must be shown.",
              "examples": [
                [
                  "size-label"
                ]
              ]
            }
          }
        },
        "windows": {
          "description": "Windows, by id; others are not compared.",
          "type": "object",
          "additionalProperties": {
            "$ref": "#/$defs/window"
          }
        },
        "evidence": {
          "description": "All items that must be shown, by id, with their state.",
          "type": "object",
          "additionalProperties": {
            "enum": [
              "provided",
              "unavailable",
              "missing"
            ]
          }
        },
        "charges": {
          "$ref": "#/$defs/lines"
        },
        "credits": {
          "$ref": "#/$defs/lines"
        },
        "total": {
          "description": "The total of the charges.",
          "$ref": "#/$defs/total"
        },
        "credit": {
          "description": "The total of the credits.",
          "$ref": "#/$defs/total"
        },
        "net": {
          "description": "The credits less the charges.",
          "$ref": "#/$defs/total"
        },
        "duties": {
          "description": "All duties, by id, with their deadline or null.",
          "type": "object",
          "additionalProperties": {
            "$ref": "#/$defs/instant"
          }
        },
        "alternatives": {
          "description": "Outcomes of other remedies, by remedy.",
          "type": "object",
          "additionalProperties": {
            "$ref": "#/$defs/outcome"
          }
        },
        "readings": {
          "description": "All readings that were consulted, with the choice that held.",
          "type": "object",
          "additionalProperties": {
            "$ref": "#/$defs/word"
          }
        },
        "items": {
          "description": "What must be decided about each item, in the order of the request.",
          "type": "array",
          "minItems": 1,
          "items": {
            "$ref": "#/$defs/expectation"
          },
          "x-expects": "a list with what is expected of each item",
          "examples": [
            [
              {
                "outcome": "accepted"
              },
              {
                "outcome": "rejected"
              }
            ]
          ]
        },
        "summary": {
          "description": "How many items have an outcome; what is left out is not compared.",
          "type": "object",
          "minProperties": 1,
          "additionalProperties": false,
          "properties": {
            "items": {
              "type": "integer",
              "minimum": 0,
              "x-expects": "a whole number",
              "description": "All items."
            },
            "accepted": {
              "type": "integer",
              "minimum": 0,
              "x-expects": "a whole number",
              "description": "Items that are accepted."
            },
            "rejected": {
              "type": "integer",
              "minimum": 0,
              "x-expects": "a whole number",
              "description": "Items that are rejected."
            },
            "review": {
              "type": "integer",
              "minimum": 0,
              "x-expects": "a whole number",
              "description": "Items for a person to decide."
            },
            "incomplete": {
              "type": "integer",
              "minimum": 0,
              "x-expects": "a whole number",
              "description": "Items of which something is not told."
            },
            "uncovered": {
              "type": "integer",
              "minimum": 0,
              "x-expects": "a whole number",
              "description": "Items that the policy does not cover."
            }
          },
          "examples": [
            {
              "accepted": 1,
              "rejected": 1
            }
          ]
        },
        "invalid": {
          "description": "The request is refused, and these are the JSON pointers of its mistakes, in any order.",
          "type": "array",
          "items": {
            "type": "string"
          },
          "minItems": 1,
          "x-expects": "a list of JSON pointers, such as /inStockAt",
          "examples": [
            [
              "/inStockAt"
            ]
          ]
        }
      }
    },
    "windowInstant": {
      "type": [
        "string",
        "number",
        "null"
      ],
      "x-expects": "a moment with its offset, such as 2026-03-10T14:20:00+08:00; of a window on a number, a number"
    },
    "fact": {
      "type": [
        "string",
        "number",
        "boolean",
        "null",
        "array"
      ],
      "items": {
        "type": [
          "string",
          "object"
        ],
        "required": [
          "from"
        ],
        "additionalProperties": false,
        "properties": {
          "from": {
            "description": "Of a period: its first moment.",
            "type": "string",
            "x-expects": "a moment with its offset, such as 2026-03-10T14:20:00+08:00",
            "examples": [
              "2026-03-10T14:20:00+08:00"
            ]
          },
          "to": {
            "description": "Of a period: its end; left out while it lasts.",
            "type": [
              "string",
              "null"
            ],
            "x-expects": "a moment with its offset, such as 2026-03-10T14:20:00+08:00",
            "examples": [
              "2026-03-12T09:00:00+08:00"
            ]
          }
        },
        "x-expects": "a value, or a period such as { from: …, to: … }"
      },
      "x-expects": "the value of a fact"
    }
  }
};
