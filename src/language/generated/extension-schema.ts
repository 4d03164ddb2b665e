// Generated from schema/ by `npm run generate`. Do not edit.
export const extensionSchema: Readonly<Record<string, unknown>> = {
  "properties": {
    "extends": {
      "description": "The policy that this one is made from, with its version: everything of it holds here, but for what stands under `overrides`.",
      "type": "string",
      "maxLength": 80,
      "pattern": "^[a-z0-9][A-Za-z0-9]*(-[A-Za-z0-9]+)*@[1-9][0-9]{0,6}$",
      "x-expects": "a policy and its version, such as `shop-returns@3`",
      "examples": [
        "shop-returns@3"
      ]
    },
    "overrides": {
      "description": "What replaces something of the policy that this one extends, in the same structure. Each entry must exist there; whole statements are replaced, and `remove` takes one away.",
      "type": "object",
      "additionalProperties": false,
      "minProperties": 1,
      "properties": {
        "source": {
          "description": "Clauses that are worded otherwise, or taken away.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "clauses"
          ],
          "properties": {
            "clauses": {
              "description": "The clauses, by number.",
              "type": "object",
              "minProperties": 1,
              "additionalProperties": {},
              "examples": [
                {
                  "1": "Apply within 30 days.",
                  "2": "remove"
                }
              ]
            }
          }
        },
        "facts": {
          "description": "Facts that are told otherwise, or taken away.",
          "type": "object",
          "additionalProperties": {
            "if": {
              "type": "string"
            },
            "then": {},
            "else": {}
          },
          "examples": [
            {
              "wish": {
                "type": "enum",
                "values": [
                  "refund"
                ],
                "remedy": true
              }
            }
          ]
        },
        "readings": {
          "description": "Readings: another choice of the same reading, a whole reading, or `remove`.",
          "type": "object",
          "additionalProperties": {
            "if": {
              "type": "string"
            },
            "then": {},
            "else": {}
          },
          "examples": [
            {
              "tier-edge": "upper"
            }
          ]
        },
        "terms": {
          "description": "Terms that mean something else, or are taken away.",
          "type": "object",
          "additionalProperties": {
            "if": {
              "type": "string"
            },
            "then": {},
            "else": {}
          },
          "examples": [
            {
              "late": "remove"
            }
          ]
        },
        "windows": {
          "description": "Windows that run otherwise, or are taken away.",
          "type": "object",
          "additionalProperties": {
            "if": {
              "type": "string"
            },
            "then": {},
            "else": {}
          },
          "examples": [
            {
              "application": {
                "from": "inStockAt",
                "counting-from": "next-day",
                "lasts": "30 days",
                "clause": "1.1"
              }
            }
          ]
        },
        "tiers": {
          "description": "Tiers with other rates, or taken away.",
          "type": "object",
          "additionalProperties": {
            "if": {
              "type": "string"
            },
            "then": {},
            "else": {}
          },
          "examples": [
            {
              "service-fee": "remove"
            }
          ]
        },
        "sections": {
          "description": "Sections, by name: what is replaced in each; `remove` takes it away with all that stands in it.",
          "type": "object",
          "additionalProperties": {
            "if": {
              "type": "string"
            },
            "then": {
              "enum": [
                "remove"
              ]
            },
            "else": {
              "type": "object",
              "additionalProperties": false,
              "minProperties": 1,
              "properties": {
                "title": {
                  "description": "Another heading.",
                  "examples": [
                    "Returns in Austria"
                  ]
                },
                "when": {
                  "description": "Another condition for all that stands in the section; `remove`: it applies always.",
                  "if": {
                    "type": "string"
                  },
                  "then": {},
                  "else": {}
                },
                "floor": {
                  "description": "Whether the section is a mandatory floor, or which charges it allows; `remove`: it is none.",
                  "if": {
                    "type": "string"
                  },
                  "then": {},
                  "else": {}
                },
                "rules": {
                  "description": "Rules that are replaced or taken away.",
                  "type": "object",
                  "additionalProperties": {
                    "if": {
                      "type": "string"
                    },
                    "then": {},
                    "else": {}
                  },
                  "examples": [
                    {
                      "too-late": "remove"
                    }
                  ]
                },
                "charges": {
                  "description": "Charges that are replaced or taken away.",
                  "type": "object",
                  "additionalProperties": {
                    "if": {
                      "type": "string"
                    },
                    "then": {},
                    "else": {}
                  },
                  "examples": [
                    {
                      "service-fee": "remove"
                    }
                  ]
                },
                "credits": {
                  "description": "Credits that are replaced or taken away.",
                  "type": "object",
                  "additionalProperties": {
                    "if": {
                      "type": "string"
                    },
                    "then": {},
                    "else": {}
                  },
                  "examples": [
                    {
                      "refund": "remove"
                    }
                  ]
                },
                "evidence": {
                  "description": "Evidence that is replaced or not asked for any more.",
                  "type": "object",
                  "additionalProperties": {
                    "if": {
                      "type": "string"
                    },
                    "then": {},
                    "else": {}
                  },
                  "examples": [
                    {
                      "receipt": "remove"
                    }
                  ]
                },
                "duties": {
                  "description": "Duties that are replaced or taken away.",
                  "type": "object",
                  "additionalProperties": {
                    "if": {
                      "type": "string"
                    },
                    "then": {},
                    "else": {}
                  },
                  "examples": [
                    {
                      "inspect": "remove"
                    }
                  ]
                }
              },
              "x-expects": "what is replaced in the section, or `remove`"
            }
          },
          "examples": [
            {
              "returns": {
                "rules": {
                  "too-late": "remove"
                }
              }
            }
          ]
        },
        "invariants": {
          "description": "Claims that are made otherwise, or taken away.",
          "type": "object",
          "additionalProperties": {
            "if": {
              "type": "string"
            },
            "then": {},
            "else": {}
          },
          "examples": [
            {
              "no-late-return": "remove"
            }
          ]
        }
      },
      "tsType": "OverridesForm",
      "examples": [
        {
          "windows": {
            "application": {
              "from": "inStockAt",
              "counting-from": "next-day",
              "lasts": "30 days",
              "clause": "1.1"
            }
          },
          "sections": {
            "returns": {
              "charges": {
                "service-fee": "remove"
              }
            }
          }
        }
      ]
    }
  }
};
