// Generated from schema/ by `npm run generate`. Do not edit.
export const policySchema: Readonly<Record<string, unknown>> = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://recourse.dev/schema/policy.schema.json",
  "title": "PolicyDocument",
  "description": "One version of one policy: what a customer may ask for, until when, at what cost and with which proof.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "language",
    "policy",
    "version",
    "title",
    "effective"
  ],
  "if": {
    "required": [
      "extends"
    ]
  },
  "then": {},
  "else": {
    "required": [
      "source",
      "timezone",
      "currency",
      "facts",
      "sections"
    ]
  },
  "dependentRequired": {
    "overrides": [
      "extends"
    ]
  },
  "properties": {
    "language": {
      "description": "The version of the policy language; it pins the meaning of everything below.",
      "const": 1,
      "examples": [
        1
      ]
    },
    "policy": {
      "description": "The policy's id, the same in all of its versions and equal to the name of its folder.",
      "$ref": "#/$defs/policyId",
      "examples": [
        "1688order-after-sales"
      ]
    },
    "version": {
      "description": "The number of this version: 1, 2, 3 … A version ends where the next one starts.",
      "type": "integer",
      "minimum": 1,
      "maximum": 1000000,
      "x-expects": "a whole number from 1 on",
      "examples": [
        1
      ]
    },
    "title": {
      "description": "The policy's name, as a customer would read it.",
      "$ref": "#/$defs/text",
      "examples": [
        "Returns and exchanges"
      ]
    },
    "description": {
      "description": "Notes for whoever reads this file. They reach no decision.",
      "$ref": "#/$defs/text",
      "examples": [
        "The source is undated; the start is the editor's choice."
      ]
    },
    "draft": {
      "description": "Why this version is only a draft. A draft is never picked by the moment of a request and cannot be released; it is used where it is named itself. Remove the line to make it a version like others.",
      "$ref": "#/$defs/text",
      "examples": [
        "The fees are still being discussed."
      ]
    },
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
    "effective": {
      "description": "From when this version holds, and which fact is compared with that moment.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "from",
        "by"
      ],
      "properties": {
        "from": {
          "description": "The first moment of this version, with its offset from UTC.",
          "$ref": "#/$defs/instant",
          "examples": [
            "2024-06-01T00:00:00+08:00"
          ]
        },
        "by": {
          "description": "The instant fact that picks the version; it is also the moment at which windows are judged, unless a window names another with `at`.",
          "$ref": "#/$defs/name",
          "examples": [
            "appliedAt"
          ]
        }
      },
      "examples": [
        {
          "from": "2024-06-01T00:00:00+08:00",
          "by": "appliedAt"
        }
      ]
    },
    "source": {
      "description": "The document that this policy says in other words.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "clauses"
      ],
      "properties": {
        "title": {
          "description": "The document's name.",
          "$ref": "#/$defs/text",
          "examples": [
            "Return and exchange service"
          ]
        },
        "file": {
          "description": "Where the document is kept.",
          "$ref": "#/$defs/text",
          "examples": [
            "returns-2024.pdf"
          ]
        },
        "url": {
          "description": "Where the document was published.",
          "$ref": "#/$defs/text",
          "examples": [
            "https://example.com/returns"
          ]
        },
        "sha256": {
          "description": "The SHA-256 of the document, 64 hexadecimal digits.",
          "type": "string",
          "pattern": "^[0-9a-f]{64}$",
          "x-expects": "64 hexadecimal digits in lower case",
          "examples": [
            "0000000000000000000000000000000000000000000000000000000000000000"
          ]
        },
        "clauses": {
          "description": "The clauses of the document. Each must be cited by a statement, or say with `no-effect` why it decides nothing.",
          "type": "object",
          "minProperties": 1,
          "propertyNames": {
            "$ref": "#/$defs/clauseId"
          },
          "additionalProperties": {
            "$ref": "#/$defs/clauseText"
          },
          "examples": [
            {
              "1.1": "Apply within 120 hours of arrival in the warehouse."
            }
          ]
        }
      },
      "examples": [
        {
          "title": "Return and exchange service",
          "clauses": {
            "1.1": "Apply within 120 hours."
          }
        }
      ]
    },
    "timezone": {
      "description": "The IANA time zone in which days, months and clock hours are counted and instants are printed.",
      "type": "string",
      "minLength": 1,
      "maxLength": 64,
      "x-expects": "the name of a time zone, such as `Asia/Shanghai`",
      "examples": [
        "Asia/Shanghai",
        "Europe/Berlin"
      ]
    },
    "currency": {
      "description": "The ISO 4217 currency of amounts that name none; amounts have its number of decimals.",
      "$ref": "#/$defs/currency"
    },
    "facts": {
      "description": "What a caller must tell, by name.",
      "type": "object",
      "minProperties": 1,
      "propertyNames": {
        "$ref": "#/$defs/name"
      },
      "additionalProperties": {
        "$ref": "#/$defs/fact"
      },
      "examples": [
        {
          "appliedAt": {
            "type": "instant",
            "ask": "When did you apply?"
          }
        }
      ]
    },
    "impossible": {
      "description": "Combinations of facts that cannot be. A request in one of them is an error.",
      "type": "array",
      "items": {
        "$ref": "#/$defs/impossible"
      },
      "examples": [
        [
          {
            "when": {
              "stage": "in-warehouse",
              "delivered": true
            },
            "because": "Goods in the warehouse are not delivered."
          }
        ]
      ]
    },
    "readings": {
      "description": "Where the source can be read in two ways: the question, the ways, and the one that holds.",
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/name"
      },
      "additionalProperties": {
        "$ref": "#/$defs/reading"
      },
      "examples": [
        {
          "tier-edge": {
            "question": "Is the 15th SKU in the first tier?",
            "choose": "lower",
            "of": [
              "lower",
              "upper"
            ],
            "clause": "1.3"
          }
        }
      ]
    },
    "terms": {
      "description": "Conditions with a name, used like boolean facts (`late: true`).",
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/name"
      },
      "additionalProperties": {
        "$ref": "#/$defs/condition"
      },
      "examples": [
        {
          "late": {
            "application": "closed"
          }
        }
      ]
    },
    "windows": {
      "description": "Stretches of time that begin with an event. Conditions ask whether one is `early`, `open` or `closed`.",
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/name"
      },
      "additionalProperties": {
        "$ref": "#/$defs/window"
      },
      "examples": [
        {
          "application": {
            "from": "inStockAt",
            "counting-from": "next-hour",
            "lasts": "120 hours",
            "clause": "1.1"
          }
        }
      ]
    },
    "tiers": {
      "description": "Tables of rates that depend on how many units were handled already.",
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/name"
      },
      "additionalProperties": {
        "$ref": "#/$defs/tier"
      },
      "examples": [
        {
          "service-fee": {
            "counts": "skusThisMonth",
            "mode": "graduated",
            "bands": [
              {
                "upTo": 15,
                "rate": 0
              },
              {
                "rate": 5
              }
            ],
            "clause": "1.3"
          }
        }
      ]
    },
    "sections": {
      "description": "The headings of the document, by name. A section's `when` applies to all that stands in it.",
      "type": "object",
      "minProperties": 1,
      "propertyNames": {
        "$ref": "#/$defs/name"
      },
      "additionalProperties": {
        "$ref": "#/$defs/section"
      },
      "examples": [
        {
          "warehouse": {
            "when": {
              "stage": "in-warehouse"
            },
            "rules": {
              "in-time": {
                "when": {
                  "application": "open"
                },
                "accept": "You applied in time.",
                "clause": "1.1"
              }
            }
          }
        }
      ]
    },
    "invariants": {
      "description": "Claims about all requests, by name, which the tools prove or refute. No decision depends on them.",
      "type": "object",
      "propertyNames": {
        "$ref": "#/$defs/name"
      },
      "additionalProperties": {
        "$ref": "#/$defs/invariant"
      },
      "examples": [
        {
          "no-late-return": {
            "never": {
              "outcome": "accepted",
              "when": {
                "application": "closed"
              }
            }
          }
        }
      ]
    },
    "accepted": {
      "description": "Findings of the checks that are accepted as they are, each with its reason.",
      "type": "array",
      "items": {
        "$ref": "#/$defs/acceptance"
      },
      "examples": [
        [
          {
            "finding": "uncovered",
            "because": "Requests about gift cards are settled by phone."
          }
        ]
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
              "additionalProperties": {
                "$ref": "#/$defs/clauseText"
              },
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
            "then": {
              "$ref": "#/$defs/remove"
            },
            "else": {
              "$ref": "#/$defs/fact"
            }
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
            "then": {
              "$ref": "#/$defs/choiceName"
            },
            "else": {
              "$ref": "#/$defs/reading"
            }
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
            "then": {
              "$ref": "#/$defs/remove"
            },
            "else": {
              "$ref": "#/$defs/condition"
            }
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
            "then": {
              "$ref": "#/$defs/remove"
            },
            "else": {
              "$ref": "#/$defs/window"
            }
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
            "then": {
              "$ref": "#/$defs/remove"
            },
            "else": {
              "$ref": "#/$defs/tier"
            }
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
                  "$ref": "#/$defs/text",
                  "examples": [
                    "Returns in Austria"
                  ]
                },
                "when": {
                  "description": "Another condition for all that stands in the section; `remove`: it applies always.",
                  "if": {
                    "type": "string"
                  },
                  "then": {
                    "$ref": "#/$defs/remove"
                  },
                  "else": {
                    "$ref": "#/$defs/condition"
                  }
                },
                "floor": {
                  "description": "Whether the section is a mandatory floor, or which charges it allows; `remove`: it is none.",
                  "if": {
                    "type": "string"
                  },
                  "then": {
                    "$ref": "#/$defs/remove"
                  },
                  "else": {
                    "$ref": "#/$defs/floor"
                  }
                },
                "rules": {
                  "description": "Rules that are replaced or taken away.",
                  "type": "object",
                  "additionalProperties": {
                    "if": {
                      "type": "string"
                    },
                    "then": {
                      "$ref": "#/$defs/remove"
                    },
                    "else": {
                      "$ref": "#/$defs/rule"
                    }
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
                    "then": {
                      "$ref": "#/$defs/remove"
                    },
                    "else": {
                      "$ref": "#/$defs/line"
                    }
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
                    "then": {
                      "$ref": "#/$defs/remove"
                    },
                    "else": {
                      "$ref": "#/$defs/line"
                    }
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
                    "then": {
                      "$ref": "#/$defs/remove"
                    },
                    "else": {
                      "$ref": "#/$defs/evidence"
                    }
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
                    "then": {
                      "$ref": "#/$defs/remove"
                    },
                    "else": {
                      "$ref": "#/$defs/duty"
                    }
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
            "then": {
              "$ref": "#/$defs/remove"
            },
            "else": {
              "$ref": "#/$defs/invariant"
            }
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
  },
  "$defs": {
    "name": {
      "description": "A name: letters and digits, with single hyphens between them, beginning with a small letter.",
      "type": "string",
      "maxLength": 64,
      "pattern": "^[a-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$",
      "x-expects": "a name of letters, digits and single hyphens, such as `service-fee`"
    },
    "choiceName": {
      "description": "One of a reading's choices.",
      "type": "string",
      "maxLength": 64,
      "pattern": "^[A-Za-z0-9][A-Za-z0-9]*([-_.][A-Za-z0-9]+)*$",
      "x-expects": "a word of letters, digits and hyphens"
    },
    "enumValue": {
      "description": "One value of an enum or a set.",
      "type": "string",
      "maxLength": 64,
      "pattern": "^[A-Za-z0-9][A-Za-z0-9]*([-_.+][A-Za-z0-9]+)*$",
      "x-expects": "a word of letters, digits and hyphens, such as `in-warehouse`"
    },
    "clauseId": {
      "description": "The number of a clause.",
      "type": "string",
      "maxLength": 32,
      "pattern": "^[A-Za-z0-9][A-Za-z0-9().-]*$",
      "x-expects": "a clause number in quotes, such as \"2.1.1\""
    },
    "text": {
      "description": "A sentence, as a person will read it.",
      "if": {
        "type": "object"
      },
      "then": {
        "$ref": "#/$defs/byText"
      },
      "else": {
        "type": "string",
        "minLength": 1,
        "maxLength": 2000,
        "x-expects": "a sentence"
      },
      "tsType": "string | By<string>"
    },
    "byText": {
      "type": "object",
      "required": [
        "by"
      ],
      "properties": {
        "by": {
          "$ref": "#/$defs/name",
          "description": "The reading that chooses; beside it stands one entry for each of its choices.",
          "examples": [
            "tier-edge"
          ]
        }
      },
      "additionalProperties": {
        "type": "string",
        "minLength": 1,
        "maxLength": 2000,
        "x-expects": "a sentence"
      }
    },
    "instant": {
      "description": "A moment with its offset from UTC, to the millisecond at most.",
      "type": "string",
      "maxLength": 40,
      "x-expects": "a moment with its offset, such as 2026-03-10T14:20:00+08:00",
      "examples": [
        "2026-03-10T14:20:00+08:00"
      ]
    },
    "currency": {
      "type": "string",
      "pattern": "^[A-Z]{3}$",
      "x-expects": "a currency code of three capital letters, such as `CNY`",
      "examples": [
        "CNY",
        "EUR",
        "JPY"
      ]
    },
    "clause": {
      "description": "The clause, or clauses, of the source that say so.",
      "type": [
        "string",
        "array"
      ],
      "items": {
        "type": "string",
        "x-expects": "a clause number in quotes, such as \"2.1.1\""
      },
      "minItems": 1,
      "uniqueItems": true,
      "x-expects": "a clause number in quotes, such as \"2.1.1\", or a list of them",
      "examples": [
        "1.1",
        [
          "1.1",
          "1.2"
        ]
      ]
    },
    "clauseText": {
      "description": "What the clause says, in short; with `no-effect`, why no statement cites it.",
      "type": [
        "string",
        "object"
      ],
      "minLength": 1,
      "maxLength": 2000,
      "additionalProperties": false,
      "required": [
        "says",
        "no-effect"
      ],
      "properties": {
        "says": {
          "description": "What the clause says, in short.",
          "$ref": "#/$defs/text",
          "examples": [
            "Hours of the customer service."
          ]
        },
        "no-effect": {
          "description": "Why the clause decides nothing.",
          "$ref": "#/$defs/text",
          "examples": [
            "It informs, and decides no request."
          ]
        }
      },
      "x-expects": "a sentence, or `says` and `no-effect`"
    },
    "number": {
      "type": [
        "number",
        "string"
      ],
      "x-expects": "a number"
    },
    "fact": {
      "description": "One thing that a caller may tell.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "type"
      ],
      "properties": {
        "type": {
          "description": "What its values are. `enum`: one of `values`; `set`: any number of `values`; `decimal`: a number with `decimals`; `money`: an amount; `instant`: a moment; `date`: a day; `instants`, `dates`: a list of them; `periods`: stretches of time; `text`: a name or number that is only told apart from others.",
          "enum": [
            "boolean",
            "enum",
            "set",
            "text",
            "integer",
            "decimal",
            "money",
            "instant",
            "date",
            "instants",
            "dates",
            "periods"
          ],
          "examples": [
            "enum"
          ]
        },
        "values": {
          "description": "The values of an enum or a set.",
          "type": "array",
          "minItems": 1,
          "maxItems": 500,
          "items": {
            "$ref": "#/$defs/enumValue"
          },
          "examples": [
            [
              "return",
              "exchange"
            ]
          ]
        },
        "tree": {
          "description": "The values of an enum as a tree of categories, in place of `values`. A condition on a category holds for all that stands below it too.",
          "type": "object",
          "minProperties": 1,
          "maxProperties": 500,
          "propertyNames": {
            "$ref": "#/$defs/enumValue"
          },
          "additionalProperties": {
            "$ref": "#/$defs/category"
          },
          "x-expects": "categories by name, such as { electronics: {}, phone: { in: electronics } }",
          "examples": [
            {
              "electronics": {},
              "phone": {
                "in": "electronics",
                "traits": {
                  "activatable": true
                }
              }
            }
          ]
        },
        "ask": {
          "description": "The question that a form asks.",
          "$ref": "#/$defs/text",
          "examples": [
            "Where are the goods?"
          ]
        },
        "when": {
          "description": "The fact exists only where this holds; elsewhere it is `null` and must not be told.",
          "$ref": "#/$defs/condition"
        },
        "nullable": {
          "description": "True where `null` may be told: it did not happen, there is none.",
          "type": "boolean",
          "x-expects": "true or false",
          "examples": [
            true
          ]
        },
        "remedy": {
          "description": "True for the one enum fact that says what is asked for.",
          "type": "boolean",
          "x-expects": "true or false",
          "examples": [
            true
          ]
        },
        "decimals": {
          "description": "How many decimals a `decimal` fact has at most (6 where this is left out).",
          "type": "integer",
          "minimum": 0,
          "maximum": 9,
          "x-expects": "a whole number from 0 to 9",
          "examples": [
            3
          ]
        },
        "currency": {
          "description": "The currency of a `money` fact, where it is not the policy's.",
          "$ref": "#/$defs/currency"
        },
        "derived": {
          "description": "The fact is worked out and never told: the amount `from` less the amount `less` of every item that is accepted or for review. It is for lines with `per: request` alone.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "from",
            "less"
          ],
          "properties": {
            "from": {
              "description": "The money fact that the difference begins with, such as the value of the whole order. It is told for the request, not for an item.",
              "$ref": "#/$defs/name",
              "examples": [
                "orderValue"
              ]
            },
            "less": {
              "description": "The money fact of an item, such as its price.",
              "$ref": "#/$defs/name",
              "examples": [
                "price"
              ]
            }
          },
          "x-expects": "{ from: money fact, less: money fact }",
          "examples": [
            {
              "from": "orderValue",
              "less": "price"
            }
          ]
        },
        "atLeast": {
          "description": "The smallest value that can be told. 0 for integer, decimal and money facts that do not say otherwise.",
          "$ref": "#/$defs/scalar",
          "examples": [
            1
          ]
        },
        "atMost": {
          "description": "The largest value that can be told.",
          "$ref": "#/$defs/scalar",
          "examples": [
            100
          ]
        }
      },
      "examples": [
        {
          "type": "enum",
          "values": [
            "return",
            "exchange"
          ],
          "ask": "What do you want?"
        }
      ]
    },
    "scalar": {
      "type": [
        "string",
        "number",
        "boolean",
        "null"
      ],
      "x-expects": "a single value"
    },
    "impossible": {
      "type": "object",
      "additionalProperties": false,
      "required": [
        "when",
        "because"
      ],
      "properties": {
        "when": {
          "description": "The combination that cannot be.",
          "$ref": "#/$defs/condition"
        },
        "because": {
          "description": "Why it cannot be, for whoever sent the request.",
          "$ref": "#/$defs/text",
          "examples": [
            "A package cannot be delivered before it was sent."
          ]
        }
      }
    },
    "reading": {
      "description": "A place where the source can be read in more than one way.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "question",
        "choose",
        "of",
        "clause"
      ],
      "properties": {
        "question": {
          "description": "What the source leaves open.",
          "$ref": "#/$defs/text",
          "examples": [
            "Is the 15th SKU in the first tier?"
          ]
        },
        "choose": {
          "description": "The choice that holds.",
          "$ref": "#/$defs/choiceName",
          "examples": [
            "lower"
          ]
        },
        "of": {
          "description": "The choices: a list of names, or each name with what it means.",
          "type": [
            "array",
            "object"
          ],
          "minItems": 2,
          "maxItems": 20,
          "minProperties": 2,
          "maxProperties": 20,
          "items": {
            "$ref": "#/$defs/choiceName"
          },
          "propertyNames": {
            "$ref": "#/$defs/choiceName"
          },
          "additionalProperties": {
            "$ref": "#/$defs/choice"
          },
          "x-expects": "a list of at least two names, or names with their meaning",
          "examples": [
            [
              "lower",
              "upper"
            ]
          ]
        },
        "clause": {
          "$ref": "#/$defs/clause"
        }
      },
      "examples": [
        {
          "question": "Is the 15th SKU in the first tier?",
          "choose": "lower",
          "of": {
            "lower": "Yes.",
            "upper": "No, it is the first of the second."
          },
          "clause": "1.3"
        }
      ]
    },
    "choice": {
      "description": "What the choice means; with `needs`, what the policy would have to ask for before it could be chosen.",
      "type": [
        "string",
        "object"
      ],
      "minLength": 1,
      "maxLength": 2000,
      "additionalProperties": false,
      "required": [
        "means",
        "needs"
      ],
      "properties": {
        "means": {
          "description": "What the choice means.",
          "$ref": "#/$defs/text",
          "examples": [
            "It is the first of the second tier."
          ]
        },
        "needs": {
          "description": "What is missing for it: it is written down, and cannot be chosen.",
          "$ref": "#/$defs/text",
          "examples": [
            "A fact that tells how many SKUs were ordered in the month."
          ]
        }
      },
      "x-expects": "a sentence, or `means` and `needs`"
    },
    "condition": {
      "description": "All of its entries hold. An entry names a fact, term, window or reading and what it must be; `any`, `all` and `unless` combine conditions.",
      "type": "object",
      "minProperties": 1,
      "x-expects": "a condition, such as { stage: delivered }",
      "properties": {
        "any": {
          "description": "At least one of these conditions holds.",
          "type": "array",
          "minItems": 1,
          "items": {
            "$ref": "#/$defs/condition"
          },
          "x-expects": "a list of conditions",
          "examples": [
            [
              {
                "issue": "damaged"
              },
              {
                "opened": false
              }
            ]
          ]
        },
        "all": {
          "description": "All of these conditions hold.",
          "type": "array",
          "minItems": 1,
          "items": {
            "$ref": "#/$defs/condition"
          },
          "x-expects": "a list of conditions",
          "examples": [
            [
              {
                "skus": {
                  "over": 3
                }
              },
              {
                "skus": {
                  "under": 9
                }
              }
            ]
          ]
        },
        "unless": {
          "description": "… and this condition does not hold.",
          "$ref": "#/$defs/condition",
          "examples": [
            {
              "issue": "damaged"
            }
          ]
        }
      },
      "additionalProperties": {
        "$ref": "#/$defs/test"
      },
      "tsType": "ConditionForm",
      "examples": [
        {
          "stage": "delivered",
          "issue": [
            "damaged",
            "missing"
          ],
          "report": {
            "not": "closed"
          }
        }
      ]
    },
    "test": {
      "description": "A value (is it that?), a list (is it one of these?), or a comparison.",
      "type": [
        "string",
        "number",
        "boolean",
        "null",
        "array",
        "object"
      ],
      "x-expects": "a value, a list of values, or a comparison such as { over: 3 }",
      "minItems": 1,
      "items": {
        "$ref": "#/$defs/scalar"
      },
      "if": {
        "type": "object",
        "required": [
          "by"
        ]
      },
      "then": {
        "$ref": "#/$defs/byTest"
      },
      "else": {
        "$ref": "#/$defs/comparison"
      },
      "tsType": "TestForm"
    },
    "byTest": {
      "type": [
        "object"
      ],
      "required": [
        "by"
      ],
      "properties": {
        "by": {
          "$ref": "#/$defs/name",
          "description": "The reading that chooses; beside it stands one entry for each of its choices.",
          "examples": [
            "tier-edge"
          ]
        }
      },
      "additionalProperties": {
        "$ref": "#/$defs/test"
      }
    },
    "comparison": {
      "minProperties": 1,
      "additionalProperties": false,
      "properties": {
        "not": {
          "description": "None of these values. For a set: contains none of them.",
          "$ref": "#/$defs/test",
          "examples": [
            "closed",
            [
              "damaged",
              "missing"
            ]
          ]
        },
        "over": {
          "description": "Greater than, or later than.",
          "$ref": "#/$defs/bound",
          "examples": [
            3
          ]
        },
        "atLeast": {
          "description": "This value or greater, this moment or later.",
          "$ref": "#/$defs/bound",
          "examples": [
            20
          ]
        },
        "under": {
          "description": "Less than, or earlier than.",
          "$ref": "#/$defs/bound",
          "examples": [
            "2026-01-01T00:00:00+08:00"
          ]
        },
        "atMost": {
          "description": "This value or less, this moment or earlier.",
          "$ref": "#/$defs/bound",
          "examples": [
            "12.50"
          ]
        },
        "all": {
          "description": "For a set: contains every one of these values.",
          "type": "array",
          "minItems": 1,
          "items": {
            "$ref": "#/$defs/enumValue"
          },
          "x-expects": "a list of values",
          "examples": [
            [
              "receipt",
              "box"
            ]
          ]
        }
      }
    },
    "bound": {
      "type": [
        "string",
        "number",
        "object"
      ],
      "required": [
        "by"
      ],
      "properties": {
        "by": {
          "$ref": "#/$defs/name",
          "description": "The reading that chooses; beside it stands one entry for each of its choices.",
          "examples": [
            "tier-edge"
          ]
        }
      },
      "additionalProperties": {
        "type": [
          "string",
          "number"
        ],
        "x-expects": "a number, an amount, a moment or a day"
      },
      "x-expects": "a number, an amount, a moment or a day"
    },
    "duration": {
      "description": "How long: hours elapse one by one; days, weeks, business days, months and years are those of the calendar in the policy's zone; `forever` has no end. Of a window of numbers, a number.",
      "if": {
        "type": "object"
      },
      "then": {
        "type": "object",
        "required": [
          "by"
        ],
        "properties": {
          "by": {
            "$ref": "#/$defs/name",
            "description": "The reading that chooses; beside it stands one entry for each of its choices.",
            "examples": [
              "tier-edge"
            ]
          }
        },
        "additionalProperties": {
          "$ref": "#/$defs/durationText"
        }
      },
      "else": {
        "$ref": "#/$defs/durationText"
      },
      "tsType": "string | number | By<string | number>",
      "examples": [
        "120 hours",
        "2 days",
        "10 business days",
        "1 month",
        "forever"
      ]
    },
    "durationText": {
      "type": [
        "string",
        "number"
      ],
      "pattern": "^([1-9][0-9]{0,5} (hour|hours|day|days|week|weeks|business day|business days|month|months|year|years)|forever)$",
      "x-expects": "a length such as `120 hours`, `14 days`, `10 business days`, `2 months` or `forever`"
    },
    "countingFrom": {
      "description": "Where the length begins. Hours: `at-once`, or `next-hour`, the next full clock hour strictly after the event. Units of the calendar: `same-day`, the event's day is the first; `next-day`, the day after it is; `at-once`, to the clock time of the event.",
      "if": {
        "type": "object"
      },
      "then": {
        "type": "object",
        "required": [
          "by"
        ],
        "properties": {
          "by": {
            "$ref": "#/$defs/name",
            "description": "The reading that chooses; beside it stands one entry for each of its choices.",
            "examples": [
              "tier-edge"
            ]
          }
        },
        "additionalProperties": {
          "$ref": "#/$defs/countingFromWord"
        }
      },
      "else": {
        "$ref": "#/$defs/countingFromWord"
      },
      "tsType": "CountingFromForm | By<CountingFromForm>"
    },
    "countingFromWord": {
      "enum": [
        "at-once",
        "next-hour",
        "same-day",
        "next-day"
      ]
    },
    "window": {
      "description": "A stretch of time that begins with an event, a stretch of numbers, or several windows put together. It is `early` before its event, `open` from it on, and `closed` after its last moment.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "clause"
      ],
      "properties": {
        "title": {
          "description": "What a customer would call it.",
          "$ref": "#/$defs/text",
          "examples": [
            "Application for a return"
          ]
        },
        "from": {
          "description": "The event: an instant or date fact, a day or moment, the first or last of several, or the end of another window.",
          "type": [
            "string",
            "object"
          ],
          "properties": {
            "by": {
              "$ref": "#/$defs/name",
              "description": "The reading that chooses; beside it stands one entry for each of its choices.",
              "examples": [
                "tier-edge"
              ]
            },
            "first-of": {
              "description": "The first of several facts, or of a list.",
              "$ref": "#/$defs/names",
              "examples": [
                [
                  "paidAt",
                  "orderedAt"
                ]
              ]
            },
            "last-of": {
              "description": "The last of several facts, or of a list.",
              "$ref": "#/$defs/names",
              "examples": [
                "deliveries"
              ]
            },
            "end-of": {
              "description": "The last moment of another window.",
              "$ref": "#/$defs/name",
              "examples": [
                "return-time"
              ]
            }
          },
          "x-expects": "a fact, a day or moment, or one of { first-of }, { last-of }, { end-of }",
          "tsType": "WindowFromForm",
          "examples": [
            "inStockAt",
            "2026-11-01",
            {
              "last-of": [
                "deliveredAt",
                "invoicedAt"
              ]
            }
          ],
          "maxLength": 64
        },
        "at": {
          "description": "The fact that is judged: an instant, a date or, for a window of numbers, a number. Left out: the fact of `effective.by`.",
          "$ref": "#/$defs/name",
          "examples": [
            "reportedToPostAt"
          ]
        },
        "counting-from": {
          "$ref": "#/$defs/countingFrom",
          "examples": [
            "next-hour"
          ]
        },
        "lasts": {
          "$ref": "#/$defs/duration"
        },
        "until": {
          "description": "The last day, or moment, or number inside, in place of a length.",
          "type": [
            "string",
            "number",
            "object"
          ],
          "required": [
            "by"
          ],
          "properties": {
            "by": {
              "$ref": "#/$defs/name",
              "description": "The reading that chooses; beside it stands one entry for each of its choices.",
              "examples": [
                "tier-edge"
              ]
            }
          },
          "additionalProperties": {
            "type": [
              "string",
              "number"
            ],
            "x-expects": "a day, a moment or a number"
          },
          "x-expects": "a day, a moment or a number",
          "examples": [
            "2027-01-13",
            60000
          ],
          "maxLength": 64
        },
        "month-end": {
          "description": "Of months and years: what a day is that the last month does not have. `last-day`: the last day of that month; `overflow`: as many days into the next one.",
          "if": {
            "type": "object"
          },
          "then": {
            "type": "object",
            "required": [
              "by"
            ],
            "properties": {
              "by": {
                "$ref": "#/$defs/name",
                "description": "The reading that chooses; beside it stands one entry for each of its choices.",
                "examples": [
                  "tier-edge"
                ]
              }
            },
            "additionalProperties": {
              "$ref": "#/$defs/monthEndWord"
            }
          },
          "else": {
            "$ref": "#/$defs/monthEndWord"
          },
          "tsType": "MonthEndForm | By<MonthEndForm>",
          "examples": [
            "last-day"
          ]
        },
        "calendar": {
          "description": "The calendar that says what a working day is: a name, or a name for each value of an enum fact.",
          "type": [
            "string",
            "object"
          ],
          "minProperties": 1,
          "additionalProperties": {
            "type": "string",
            "x-expects": "the name of a calendar"
          },
          "x-expects": "the name of a calendar, or { fact: country, DE: germany, … }",
          "tsType": "string | { readonly [value: string]: string }",
          "examples": [
            "germany",
            {
              "fact": "country",
              "DE": "germany",
              "IT": "italy"
            }
          ]
        },
        "roll": {
          "description": "`next-working-day`: where the last day is not worked, the next that is takes its place.",
          "if": {
            "type": "object"
          },
          "then": {
            "type": "object",
            "required": [
              "by"
            ],
            "properties": {
              "by": {
                "$ref": "#/$defs/name",
                "description": "The reading that chooses; beside it stands one entry for each of its choices.",
                "examples": [
                  "tier-edge"
                ]
              }
            },
            "additionalProperties": {
              "enum": [
                "next-working-day"
              ]
            }
          },
          "else": {
            "enum": [
              "next-working-day"
            ]
          },
          "tsType": "'next-working-day' | By<'next-working-day'>",
          "examples": [
            "next-working-day"
          ]
        },
        "pauses": {
          "description": "The fact of type `periods` that tells when the clock stands still.",
          "$ref": "#/$defs/name",
          "examples": [
            "repairs"
          ]
        },
        "later-of": {
          "description": "The later of several windows: open while one of them is, closed when all are.",
          "type": "array",
          "minItems": 2,
          "maxItems": 50,
          "uniqueItems": true,
          "items": {
            "$ref": "#/$defs/name"
          },
          "x-expects": "a list of at least two windows",
          "examples": [
            [
              "standard",
              "holiday"
            ]
          ]
        },
        "earlier-of": {
          "description": "The earlier of several windows: closed when one of them is, open while all are.",
          "type": "array",
          "minItems": 2,
          "maxItems": 50,
          "uniqueItems": true,
          "items": {
            "$ref": "#/$defs/name"
          },
          "x-expects": "a list of at least two windows",
          "examples": [
            [
              "warranty-time",
              "warranty-mileage"
            ]
          ]
        },
        "choose": {
          "description": "The window of the first branch that applies, ending with `otherwise`.",
          "type": "array",
          "minItems": 2,
          "maxItems": 100,
          "items": {
            "$ref": "#/$defs/windowBranch"
          },
          "x-expects": "a list of { when, window }, ending with { otherwise }",
          "examples": [
            [
              {
                "when": {
                  "member": true
                },
                "window": "member-time"
              },
              {
                "otherwise": "standard"
              }
            ]
          ]
        },
        "clause": {
          "$ref": "#/$defs/clause"
        }
      },
      "examples": [
        {
          "from": "inStockAt",
          "counting-from": "next-hour",
          "lasts": "120 hours",
          "clause": "1.1"
        }
      ]
    },
    "tier": {
      "description": "A table of rates by the number of the unit: after `counts` units, a request's own are the numbers that follow.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "counts",
        "mode",
        "bands",
        "clause"
      ],
      "properties": {
        "counts": {
          "description": "The integer fact that says how many units came before this request.",
          "$ref": "#/$defs/name",
          "examples": [
            "skusThisMonth"
          ]
        },
        "units": {
          "description": "The integer fact that says how many units this request has. Left out: one.",
          "$ref": "#/$defs/name",
          "examples": [
            "skus"
          ]
        },
        "distinct": {
          "description": "The text fact that tells the units of a request's items apart: one that an earlier item has too takes no number again.",
          "$ref": "#/$defs/name",
          "examples": [
            "sku"
          ]
        },
        "mode": {
          "description": "`graduated`: each unit at the rate of the band that its own number falls in. `volume`: all units at the rate of the band that the last one reaches.",
          "if": {
            "type": "object"
          },
          "then": {
            "type": "object",
            "required": [
              "by"
            ],
            "properties": {
              "by": {
                "$ref": "#/$defs/name",
                "description": "The reading that chooses; beside it stands one entry for each of its choices.",
                "examples": [
                  "tier-edge"
                ]
              }
            },
            "additionalProperties": {
              "$ref": "#/$defs/modeWord"
            }
          },
          "else": {
            "$ref": "#/$defs/modeWord"
          },
          "tsType": "TierModeForm | By<TierModeForm>",
          "examples": [
            "graduated",
            "volume"
          ]
        },
        "column": {
          "description": "The enum fact whose value picks the column of rates. Left out: each band has one `rate`.",
          "$ref": "#/$defs/name",
          "examples": [
            "action"
          ]
        },
        "currency": {
          "description": "The currency of its rates, where it is not the policy's.",
          "$ref": "#/$defs/currency"
        },
        "bands": {
          "description": "From the lowest numbers to the highest. Each but the last ends with `upTo`, its last number.",
          "type": "array",
          "minItems": 1,
          "maxItems": 1000,
          "items": {
            "$ref": "#/$defs/band"
          },
          "x-expects": "a list of bands",
          "examples": [
            [
              {
                "upTo": 15,
                "return": 0,
                "exchange": 5
              },
              {
                "return": 20,
                "exchange": 40
              }
            ]
          ]
        },
        "clause": {
          "$ref": "#/$defs/clause"
        }
      },
      "examples": [
        {
          "counts": "skusThisMonth",
          "mode": "graduated",
          "column": "action",
          "bands": [
            {
              "upTo": 15,
              "return": 0,
              "exchange": 5
            },
            {
              "return": 20,
              "exchange": 40
            }
          ],
          "clause": "1.3"
        }
      ]
    },
    "modeWord": {
      "enum": [
        "graduated",
        "volume"
      ]
    },
    "band": {
      "description": "One row of a tier: its last number, and a rate for each column (or one `rate`).",
      "type": "object",
      "properties": {
        "upTo": {
          "description": "The last number in this band. Left out in the last band alone.",
          "type": [
            "integer",
            "object"
          ],
          "minimum": 1,
          "maximum": 1000000000000,
          "required": [
            "by"
          ],
          "properties": {
            "by": {
              "$ref": "#/$defs/name",
              "description": "The reading that chooses; beside it stands one entry for each of its choices.",
              "examples": [
                "tier-edge"
              ]
            }
          },
          "additionalProperties": {
            "type": "integer",
            "minimum": 1,
            "maximum": 1000000000000,
            "x-expects": "a whole number from 1 on"
          },
          "x-expects": "a whole number from 1 on",
          "examples": [
            15
          ]
        },
        "rate": {
          "$ref": "#/$defs/rate"
        }
      },
      "additionalProperties": {
        "$ref": "#/$defs/rate"
      },
      "tsType": "BandForm"
    },
    "rate": {
      "description": "What one unit costs: an amount, or `unspecified`.",
      "type": [
        "number",
        "string",
        "object"
      ],
      "required": [
        "by"
      ],
      "properties": {
        "by": {
          "$ref": "#/$defs/name",
          "description": "The reading that chooses; beside it stands one entry for each of its choices.",
          "examples": [
            "tier-edge"
          ]
        }
      },
      "additionalProperties": {
        "type": [
          "number",
          "string"
        ],
        "x-expects": "an amount, or `unspecified`"
      },
      "x-expects": "an amount, or `unspecified`"
    },
    "section": {
      "description": "What stands under one heading.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "title": {
          "description": "The heading.",
          "$ref": "#/$defs/text",
          "examples": [
            "Goods not yet shipped abroad"
          ]
        },
        "when": {
          "description": "Applies to all that stands in this section.",
          "$ref": "#/$defs/condition"
        },
        "floor": {
          "description": "A mandatory floor: what is accepted here cannot be rejected elsewhere, and only the charges that stand here, or that `charges` names, may be asked for it.",
          "$ref": "#/$defs/floor",
          "examples": [
            true,
            {
              "charges": [
                "postage"
              ]
            }
          ]
        },
        "rules": {
          "description": "What is accepted, rejected, or left to a person.",
          "type": "object",
          "propertyNames": {
            "$ref": "#/$defs/name"
          },
          "additionalProperties": {
            "$ref": "#/$defs/rule"
          },
          "examples": [
            {
              "too-late": {
                "when": {
                  "application": "closed"
                },
                "reject": "You applied too late.",
                "clause": "1.1"
              }
            }
          ]
        },
        "charges": {
          "description": "What the customer pays.",
          "type": "object",
          "propertyNames": {
            "$ref": "#/$defs/name"
          },
          "additionalProperties": {
            "$ref": "#/$defs/line"
          },
          "examples": [
            {
              "service-fee": {
                "amount": {
                  "tier": "service-fee"
                },
                "clause": "1.3"
              }
            }
          ]
        },
        "credits": {
          "description": "What the customer gets back.",
          "type": "object",
          "propertyNames": {
            "$ref": "#/$defs/name"
          },
          "additionalProperties": {
            "$ref": "#/$defs/line"
          },
          "examples": [
            {
              "refund": {
                "amount": {
                  "fact": "price"
                },
                "clause": "2"
              }
            }
          ]
        },
        "evidence": {
          "description": "What the customer must show.",
          "type": "object",
          "propertyNames": {
            "$ref": "#/$defs/name"
          },
          "additionalProperties": {
            "$ref": "#/$defs/evidence"
          },
          "examples": [
            {
              "receipt": {
                "what": "The receipt",
                "unavailable": "reject",
                "clause": "2.2.4"
              }
            }
          ]
        },
        "duties": {
          "description": "What somebody must do.",
          "type": "object",
          "propertyNames": {
            "$ref": "#/$defs/name"
          },
          "additionalProperties": {
            "$ref": "#/$defs/duty"
          },
          "examples": [
            {
              "inspect": {
                "who": "customer",
                "what": "Inspect the package.",
                "clause": "2.1.1"
              }
            }
          ]
        }
      }
    },
    "rule": {
      "description": "Where its condition holds, it accepts, rejects, or asks for a person's review; the text is the reason. Rejecting outranks review, and review outranks accepting.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "clause"
      ],
      "properties": {
        "when": {
          "description": "When the rule applies. Left out: always, within its section.",
          "$ref": "#/$defs/condition"
        },
        "unless": {
          "description": "… except where this holds.",
          "$ref": "#/$defs/condition"
        },
        "accept": {
          "description": "Accepts, for this reason.",
          "$ref": "#/$defs/text",
          "examples": [
            "You applied in time."
          ]
        },
        "reject": {
          "description": "Rejects, for this reason.",
          "$ref": "#/$defs/text",
          "examples": [
            "The window closed at {application.closesAt}."
          ]
        },
        "review": {
          "description": "Leaves it to a person or a third party, for this reason.",
          "$ref": "#/$defs/text",
          "examples": [
            "A colleague decides."
          ]
        },
        "clause": {
          "$ref": "#/$defs/clause"
        }
      },
      "examples": [
        {
          "when": {
            "application": "closed"
          },
          "reject": "The window closed at {application.closesAt}.",
          "clause": "1.1"
        }
      ]
    },
    "line": {
      "description": "A line of the bill.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "amount",
        "clause"
      ],
      "properties": {
        "title": {
          "description": "What the line is for, as it stands on the bill.",
          "$ref": "#/$defs/text",
          "examples": [
            "Shipping to the seller"
          ]
        },
        "when": {
          "description": "When the line counts. Left out: always, within its section.",
          "$ref": "#/$defs/condition"
        },
        "unless": {
          "description": "… except where this holds.",
          "$ref": "#/$defs/condition"
        },
        "on": {
          "description": "`rejected`: the line counts where the request is rejected, and only there. Left out: it counts where the request is neither rejected nor uncovered.",
          "enum": [
            "rejected"
          ],
          "examples": [
            "rejected"
          ]
        },
        "waived": {
          "description": "Where this holds, the line stands on the bill with 0 and says why.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "when",
            "because"
          ],
          "properties": {
            "when": {
              "description": "When the line is waived.",
              "$ref": "#/$defs/condition"
            },
            "because": {
              "description": "Why, for the customer.",
              "$ref": "#/$defs/text",
              "examples": [
                "Unopened goods go back free of charge."
              ]
            }
          },
          "x-expects": "{ when: condition, because: sentence }",
          "examples": [
            {
              "when": {
                "opened": false
              },
              "because": "Unopened goods go back free of charge."
            }
          ]
        },
        "currency": {
          "description": "The currency of the sums in its amount, where it is not the policy's.",
          "$ref": "#/$defs/currency"
        },
        "per": {
          "description": "`request`: the line counts once where a request has several items. Left out: it counts for each of them.",
          "enum": [
            "request"
          ],
          "examples": [
            "request"
          ]
        },
        "amount": {
          "$ref": "#/$defs/amount"
        },
        "round": {
          "description": "How the line is rounded to the currency's decimals, once, at its end.",
          "$ref": "#/$defs/round",
          "examples": [
            "half-up"
          ]
        },
        "clause": {
          "$ref": "#/$defs/clause"
        }
      },
      "examples": [
        {
          "amount": {
            "tier": "service-fee"
          },
          "clause": "1.3"
        }
      ]
    },
    "round": {
      "if": {
        "type": "object"
      },
      "then": {
        "type": "object",
        "required": [
          "by"
        ],
        "properties": {
          "by": {
            "$ref": "#/$defs/name",
            "description": "The reading that chooses; beside it stands one entry for each of its choices.",
            "examples": [
              "tier-edge"
            ]
          }
        },
        "additionalProperties": {
          "$ref": "#/$defs/roundWord"
        }
      },
      "else": {
        "$ref": "#/$defs/roundWord"
      },
      "tsType": "RoundingForm | By<RoundingForm>"
    },
    "roundWord": {
      "enum": [
        "half-up",
        "half-even",
        "up",
        "down"
      ]
    },
    "amount": {
      "description": "How much: a sum, `unspecified` where the source gives none, or a formula.",
      "type": [
        "number",
        "string",
        "object"
      ],
      "x-expects": "an amount: a sum such as 20 or \"12.50\", `unspecified`, or a formula such as { tier: service-fee }",
      "if": {
        "type": "object",
        "required": [
          "by"
        ]
      },
      "then": {
        "$ref": "#/$defs/byAmount"
      },
      "else": {
        "if": {
          "type": "object",
          "required": [
            "match"
          ]
        },
        "then": {
          "$ref": "#/$defs/matchAmount"
        },
        "else": {
          "$ref": "#/$defs/formula"
        }
      },
      "tsType": "AmountForm",
      "examples": [
        20,
        "12.50",
        "unspecified",
        {
          "fact": "shippingToSeller"
        },
        {
          "tier": "service-fee"
        },
        {
          "percent": 15,
          "of": {
            "fact": "price"
          },
          "atLeast": 5
        },
        {
          "sum": [
            {
              "fact": "price"
            },
            {
              "fact": "postage"
            }
          ]
        }
      ]
    },
    "byAmount": {
      "type": [
        "object",
        "number",
        "string"
      ],
      "required": [
        "by"
      ],
      "properties": {
        "by": {
          "$ref": "#/$defs/name",
          "description": "The reading that chooses; beside it stands one entry for each of its choices.",
          "examples": [
            "tier-edge"
          ]
        }
      },
      "additionalProperties": {
        "$ref": "#/$defs/amount"
      }
    },
    "formula": {
      "minProperties": 1,
      "additionalProperties": false,
      "properties": {
        "fact": {
          "description": "The amount that a money fact tells, passed through.",
          "$ref": "#/$defs/name",
          "examples": [
            "shippingToSeller"
          ]
        },
        "tier": {
          "description": "The amount that a tier gives.",
          "$ref": "#/$defs/name",
          "examples": [
            "service-fee"
          ]
        },
        "percent": {
          "description": "So many percent of the amount in `of`.",
          "type": [
            "number",
            "string",
            "object"
          ],
          "required": [
            "by"
          ],
          "properties": {
            "by": {
              "$ref": "#/$defs/name",
              "description": "The reading that chooses; beside it stands one entry for each of its choices.",
              "examples": [
                "tier-edge"
              ]
            }
          },
          "additionalProperties": {
            "type": [
              "number",
              "string"
            ],
            "x-expects": "a percentage, such as 15 or 7.5"
          },
          "x-expects": "a percentage, such as 15 or 7.5"
        },
        "of": {
          "description": "With `percent`: the amount that it is taken of. With `per-started`: { fact: … }, the number that is counted.",
          "$ref": "#/$defs/amount"
        },
        "each": {
          "description": "So much for each unit.",
          "$ref": "#/$defs/amount"
        },
        "per": {
          "description": "With `each`: the integer or decimal fact that counts the units.",
          "$ref": "#/$defs/name",
          "examples": [
            "skus"
          ]
        },
        "per-started": {
          "description": "With `each`: the size of a unit, each started one counts whole. A duration with `late`, a number with `of`.",
          "type": [
            "number",
            "string",
            "object"
          ],
          "required": [
            "by"
          ],
          "properties": {
            "by": {
              "$ref": "#/$defs/name",
              "description": "The reading that chooses; beside it stands one entry for each of its choices.",
              "examples": [
                "tier-edge"
              ]
            }
          },
          "additionalProperties": {
            "type": [
              "number",
              "string"
            ],
            "x-expects": "a duration such as `24 hours`, or a number"
          },
          "x-expects": "a duration such as `24 hours`, or a number",
          "examples": [
            "24 hours",
            "1 day",
            0.5
          ]
        },
        "late": {
          "description": "With `per-started`: the window after whose end the units are counted.",
          "$ref": "#/$defs/name",
          "examples": [
            "application"
          ]
        },
        "sum": {
          "description": "The amounts added up.",
          "type": "array",
          "minItems": 2,
          "maxItems": 50,
          "items": {
            "$ref": "#/$defs/amount"
          },
          "x-expects": "a list of at least two amounts",
          "examples": [
            [
              {
                "fact": "price"
              },
              5
            ]
          ]
        },
        "difference": {
          "description": "The first amount less all others; `atLeast` says what it cannot fall below.",
          "type": "array",
          "minItems": 2,
          "maxItems": 50,
          "items": {
            "$ref": "#/$defs/amount"
          },
          "x-expects": "a list of at least two amounts",
          "examples": [
            [
              {
                "fact": "price"
              },
              {
                "fact": "loss"
              }
            ]
          ]
        },
        "pro-rata": {
          "description": "The amount's share: times `part`, divided by `whole`.",
          "$ref": "#/$defs/amount"
        },
        "part": {
          "description": "With `pro-rata`: the integer or decimal fact of the part.",
          "$ref": "#/$defs/name",
          "examples": [
            "usedDays"
          ]
        },
        "whole": {
          "description": "With `pro-rata`: the integer or decimal fact of the whole; it has an `atLeast` above 0.",
          "$ref": "#/$defs/name",
          "examples": [
            "totalDays"
          ]
        },
        "up-to": {
          "description": "Anything up to the amount, from `atLeast` (or 0) on: the decision gives both ends.",
          "$ref": "#/$defs/amount"
        },
        "atLeast": {
          "description": "The formula never gives less.",
          "$ref": "#/$defs/rate"
        },
        "atMost": {
          "description": "The formula never gives more.",
          "$ref": "#/$defs/rate"
        },
        "choose": {
          "description": "The first that applies, ending with `otherwise`.",
          "type": "array",
          "minItems": 2,
          "items": {
            "$ref": "#/$defs/branch"
          },
          "x-expects": "a list of { when, amount }, ending with { otherwise }",
          "examples": [
            [
              {
                "when": {
                  "opened": true
                },
                "amount": 15
              },
              {
                "otherwise": 0
              }
            ]
          ]
        }
      }
    },
    "branch": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "when": {
          "$ref": "#/$defs/condition"
        },
        "amount": {
          "$ref": "#/$defs/amount"
        },
        "otherwise": {
          "description": "Where none of the branches before applies.",
          "$ref": "#/$defs/amount"
        }
      },
      "x-expects": "{ when, amount } or { otherwise }"
    },
    "evidence": {
      "description": "Something that must be shown where the condition holds.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "what",
        "unavailable",
        "clause"
      ],
      "properties": {
        "what": {
          "description": "What must be shown.",
          "$ref": "#/$defs/text",
          "examples": [
            "A photo of the size label"
          ]
        },
        "when": {
          "description": "When it must be shown. Left out: always, within its section.",
          "$ref": "#/$defs/condition"
        },
        "unless": {
          "description": "… except where this holds.",
          "$ref": "#/$defs/condition"
        },
        "any-of": {
          "description": "Alternatives, by name: any one of them is enough, or as many as `atLeast` says.",
          "type": "object",
          "minProperties": 2,
          "maxProperties": 50,
          "propertyNames": {
            "$ref": "#/$defs/name"
          },
          "additionalProperties": {
            "$ref": "#/$defs/text"
          }
        },
        "atLeast": {
          "description": "How many of the alternatives are enough. Left out: one.",
          "type": "integer",
          "minimum": 1,
          "maximum": 50,
          "x-expects": "a whole number from 1 on",
          "examples": [
            2
          ]
        },
        "unavailable": {
          "description": "What follows where it cannot be shown: `review`, `reject` or `nothing`; or { review: reason } and { reject: reason }.",
          "type": [
            "string",
            "object"
          ],
          "if": {
            "type": "object"
          },
          "then": {
            "$ref": "#/$defs/unavailable"
          },
          "else": {
            "enum": [
              "review",
              "reject",
              "nothing"
            ]
          },
          "x-expects": "`review`, `reject`, `nothing`, or { reject: reason }",
          "tsType": "UnavailableForm",
          "examples": [
            "review",
            {
              "reject": "Without the receipt we cannot accept the request."
            }
          ]
        },
        "clause": {
          "$ref": "#/$defs/clause"
        }
      },
      "examples": [
        {
          "what": "A photo of the size label",
          "when": {
            "issue": "wrong-size"
          },
          "unavailable": {
            "review": "Without a label the size cannot be verified."
          },
          "clause": "2.3.2"
        }
      ]
    },
    "unavailable": {
      "type": "object",
      "minProperties": 1,
      "maxProperties": 1,
      "additionalProperties": false,
      "properties": {
        "review": {
          "description": "Leaves it to a person, for this reason.",
          "$ref": "#/$defs/text",
          "examples": [
            "Without a label the size cannot be verified."
          ]
        },
        "reject": {
          "description": "Rejects, for this reason.",
          "$ref": "#/$defs/text",
          "examples": [
            "Without the receipt we cannot accept the request."
          ]
        }
      }
    },
    "duty": {
      "description": "What somebody must do where the condition holds.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "who",
        "what",
        "clause"
      ],
      "properties": {
        "who": {
          "description": "Whose duty it is.",
          "$ref": "#/$defs/name",
          "examples": [
            "customer",
            "agent"
          ]
        },
        "what": {
          "description": "What is to be done.",
          "$ref": "#/$defs/text",
          "examples": [
            "Report the damage to the post office."
          ]
        },
        "when": {
          "description": "When the duty holds. Left out: always, within its section.",
          "$ref": "#/$defs/condition"
        },
        "unless": {
          "description": "… except where this holds.",
          "$ref": "#/$defs/condition"
        },
        "deadline": {
          "description": "The window whose last moment is the deadline. Left out: no date.",
          "$ref": "#/$defs/name",
          "examples": [
            "post-claim"
          ]
        },
        "clause": {
          "$ref": "#/$defs/clause"
        }
      },
      "examples": [
        {
          "who": "customer",
          "what": "Report the damage to the post office.",
          "deadline": "post-claim",
          "clause": "2.1.2"
        }
      ]
    },
    "policyId": {
      "description": "The id of a policy.",
      "type": "string",
      "maxLength": 64,
      "pattern": "^[a-z0-9][A-Za-z0-9]*(-[A-Za-z0-9]+)*$",
      "x-expects": "a name of letters, digits and single hyphens, such as `1688order-after-sales`"
    },
    "category": {
      "description": "One category: where it stands in the tree, and its traits.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "in": {
          "description": "The category, or categories, that it belongs to. Left out: it stands at the top.",
          "type": [
            "string",
            "array"
          ],
          "minItems": 1,
          "uniqueItems": true,
          "items": {
            "$ref": "#/$defs/enumValue"
          },
          "x-expects": "the name of a category, or a list of them",
          "examples": [
            "electronics",
            [
              "electronics",
              "toy"
            ]
          ]
        },
        "traits": {
          "description": "What else is true or false of it and of all that stands below it. A trait is used in conditions like a boolean fact.",
          "type": "object",
          "minProperties": 1,
          "propertyNames": {
            "$ref": "#/$defs/name"
          },
          "additionalProperties": {
            "type": "boolean",
            "x-expects": "true or false"
          },
          "x-expects": "traits with true or false, such as { activatable: true }",
          "examples": [
            {
              "activatable": true
            }
          ]
        }
      },
      "x-expects": "a category: {}, or { in: …, traits: … }",
      "examples": [
        {
          "in": "electronics",
          "traits": {
            "activatable": true
          }
        }
      ]
    },
    "names": {
      "description": "One name or several.",
      "type": [
        "string",
        "array"
      ],
      "minItems": 1,
      "maxItems": 50,
      "uniqueItems": true,
      "items": {
        "$ref": "#/$defs/name"
      },
      "x-expects": "a name, or a list of names"
    },
    "monthEndWord": {
      "enum": [
        "last-day",
        "overflow"
      ]
    },
    "windowBranch": {
      "type": "object",
      "additionalProperties": false,
      "minProperties": 1,
      "properties": {
        "when": {
          "description": "When this window is the one. Conditions here use facts, terms and readings, and no windows.",
          "$ref": "#/$defs/condition"
        },
        "window": {
          "description": "The window.",
          "$ref": "#/$defs/name",
          "examples": [
            "member-time"
          ]
        },
        "otherwise": {
          "description": "The window where no branch applies; it ends the list.",
          "$ref": "#/$defs/name",
          "examples": [
            "standard"
          ]
        }
      },
      "x-expects": "{ when, window } or { otherwise }"
    },
    "matchAmount": {
      "type": "object",
      "required": [
        "match"
      ],
      "properties": {
        "match": {
          "description": "The enum fact whose value picks the amount; beside it stands an amount for each value. Of a tree of categories the nearest counts.",
          "$ref": "#/$defs/name",
          "examples": [
            "category"
          ]
        },
        "otherwise": {
          "description": "The amount for all other values.",
          "$ref": "#/$defs/amount"
        }
      },
      "additionalProperties": {
        "$ref": "#/$defs/amount"
      }
    },
    "remove": {
      "enum": [
        "remove"
      ],
      "x-expects": "`remove`, or what stands in its place"
    },
    "floor": {
      "type": [
        "boolean",
        "object"
      ],
      "properties": {
        "by": {
          "$ref": "#/$defs/name",
          "description": "The reading that chooses; beside it stands one entry for each of its choices.",
          "examples": [
            "tier-edge"
          ]
        },
        "charges": {
          "description": "Charges of other sections that may be asked for under the floor.",
          "type": "array",
          "uniqueItems": true,
          "items": {
            "$ref": "#/$defs/name"
          },
          "x-expects": "a list of charges",
          "examples": [
            [
              "postage"
            ]
          ]
        }
      },
      "x-expects": "true, or { charges: [ … ] }",
      "tsType": "boolean | { readonly charges: readonly string[] } | { readonly by: string; readonly [choice: string]: unknown }",
      "examples": [
        true,
        {
          "charges": [
            "postage"
          ]
        }
      ]
    },
    "invariant": {
      "description": "A claim about all requests, which the tools prove or refute. No decision depends on it. One kind of claim stands in each.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "never": {
          "description": "What never happens: an outcome, or that a charge, credit, evidence item or duty counts.",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "outcome": {
              "description": "The outcome, or outcomes, that no such request has.",
              "$ref": "#/$defs/outcomes",
              "examples": [
                "accepted",
                [
                  "accepted",
                  "review"
                ]
              ]
            },
            "charge": {
              "description": "The charge that never counts.",
              "$ref": "#/$defs/name",
              "examples": [
                "late-penalty"
              ]
            },
            "credit": {
              "description": "The credit that never counts.",
              "$ref": "#/$defs/name",
              "examples": [
                "refund"
              ]
            },
            "evidence": {
              "description": "The evidence item that is never asked for.",
              "$ref": "#/$defs/name",
              "examples": [
                "photo"
              ]
            },
            "duty": {
              "description": "The duty that never arises.",
              "$ref": "#/$defs/name",
              "examples": [
                "send-back"
              ]
            },
            "when": {
              "description": "For which requests this is said. Left out: for all.",
              "$ref": "#/$defs/condition"
            }
          },
          "x-expects": "what never happens, such as { outcome: accepted, when: { application: closed } }",
          "examples": [
            {
              "outcome": "accepted",
              "when": {
                "application": "closed"
              }
            }
          ]
        },
        "always": {
          "description": "The outcome that every such request has, or the outcomes of which it has one.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "outcome"
          ],
          "properties": {
            "outcome": {
              "description": "The outcome, or outcomes, of which every such request has one.",
              "$ref": "#/$defs/outcomes",
              "examples": [
                "accepted",
                [
                  "accepted",
                  "review"
                ]
              ]
            },
            "when": {
              "description": "For which requests this is said. Left out: for all.",
              "$ref": "#/$defs/condition"
            }
          },
          "x-expects": "the outcomes, such as { outcome: [accepted, review], when: { opened: false } }",
          "examples": [
            {
              "outcome": [
                "accepted",
                "review"
              ],
              "when": {
                "opened": false
              }
            }
          ]
        },
        "never-falls": {
          "description": "The amount that never falls as a fact grows and all else stays, between requests that both have it.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "as"
          ],
          "properties": {
            "charge": {
              "description": "The charge whose amount is meant.",
              "$ref": "#/$defs/name",
              "examples": [
                "service-fee"
              ]
            },
            "credit": {
              "description": "The credit whose amount is meant.",
              "$ref": "#/$defs/name",
              "examples": [
                "refund"
              ]
            },
            "total": {
              "description": "A total in the policy's currency: all `charges`, all `credits`, or `net`, which is credits less charges.",
              "enum": [
                "charges",
                "credits",
                "net"
              ],
              "examples": [
                "credits"
              ]
            },
            "as": {
              "description": "The fact that grows while all else stays: a number, an amount, an instant or a date.",
              "$ref": "#/$defs/name",
              "examples": [
                "skusThisMonth"
              ]
            },
            "when": {
              "description": "For which requests this is said. Left out: for all.",
              "$ref": "#/$defs/condition"
            }
          },
          "x-expects": "an amount and a fact, such as { charge: service-fee, as: skusThisMonth }",
          "examples": [
            {
              "charge": "service-fee",
              "as": "skusThisMonth"
            }
          ]
        },
        "never-rises": {
          "description": "The amount that never rises as a fact grows and all else stays, between requests that both have it.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "as"
          ],
          "properties": {
            "charge": {
              "description": "The charge whose amount is meant.",
              "$ref": "#/$defs/name",
              "examples": [
                "service-fee"
              ]
            },
            "credit": {
              "description": "The credit whose amount is meant.",
              "$ref": "#/$defs/name",
              "examples": [
                "refund"
              ]
            },
            "total": {
              "description": "A total in the policy's currency: all `charges`, all `credits`, or `net`, which is credits less charges.",
              "enum": [
                "charges",
                "credits",
                "net"
              ],
              "examples": [
                "credits"
              ]
            },
            "as": {
              "description": "The fact that grows while all else stays: a number, an amount, an instant or a date.",
              "$ref": "#/$defs/name",
              "examples": [
                "skusThisMonth"
              ]
            },
            "when": {
              "description": "For which requests this is said. Left out: for all.",
              "$ref": "#/$defs/condition"
            }
          },
          "x-expects": "an amount and a fact, such as { charge: service-fee, as: skusThisMonth }",
          "examples": [
            {
              "charge": "service-fee",
              "as": "skusThisMonth"
            }
          ]
        },
        "never-better": {
          "description": "The outcome never gets better for the customer as a fact grows and all else stays: accepted is better than review, and review better than rejected.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "as"
          ],
          "properties": {
            "as": {
              "description": "The fact that grows while all else stays: a number, an amount, an instant or a date.",
              "$ref": "#/$defs/name",
              "examples": [
                "appliedAt"
              ]
            },
            "when": {
              "description": "For which requests this is said. Left out: for all.",
              "$ref": "#/$defs/condition"
            }
          },
          "x-expects": "a fact, such as { as: appliedAt }",
          "examples": [
            {
              "as": "appliedAt"
            }
          ]
        },
        "never-worse": {
          "description": "The outcome never gets worse for the customer as a fact grows and all else stays: accepted is better than review, and review better than rejected.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "as"
          ],
          "properties": {
            "as": {
              "description": "The fact that grows while all else stays: a number, an amount, an instant or a date.",
              "$ref": "#/$defs/name",
              "examples": [
                "appliedAt"
              ]
            },
            "when": {
              "description": "For which requests this is said. Left out: for all.",
              "$ref": "#/$defs/condition"
            }
          },
          "x-expects": "a fact, such as { as: appliedAt }",
          "examples": [
            {
              "as": "appliedAt"
            }
          ]
        },
        "bounds": {
          "description": "What an amount never falls below or exceeds, wherever it counts.",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "charge": {
              "description": "The charge whose amount is meant.",
              "$ref": "#/$defs/name",
              "examples": [
                "service-fee"
              ]
            },
            "credit": {
              "description": "The credit whose amount is meant.",
              "$ref": "#/$defs/name",
              "examples": [
                "refund"
              ]
            },
            "total": {
              "description": "A total in the policy's currency: all `charges`, all `credits`, or `net`, which is credits less charges.",
              "enum": [
                "charges",
                "credits",
                "net"
              ],
              "examples": [
                "credits"
              ]
            },
            "atLeast": {
              "description": "The least that it can be: a sum in its currency, or a money fact.",
              "$ref": "#/$defs/measureBound",
              "examples": [
                0
              ]
            },
            "atMost": {
              "description": "The most that it can be: a sum in its currency, or a money fact.",
              "$ref": "#/$defs/measureBound",
              "examples": [
                {
                  "fact": "paid"
                },
                2000
              ]
            },
            "when": {
              "description": "For which requests this is said. Left out: for all.",
              "$ref": "#/$defs/condition"
            }
          },
          "x-expects": "an amount and its bounds, such as { total: credits, atMost: { fact: paid } }",
          "examples": [
            {
              "total": "credits",
              "atMost": {
                "fact": "paid"
              }
            }
          ]
        },
        "because": {
          "description": "Why it is so, or whom it protects; shown with the result.",
          "$ref": "#/$defs/text",
          "examples": [
            "The law gives 14 days."
          ]
        },
        "clause": {
          "description": "The clause, or clauses, that the claim is made for. It is no citation: statements cite.",
          "$ref": "#/$defs/clause"
        }
      },
      "x-expects": "a claim, such as { never: { outcome: accepted, when: { application: closed } } }",
      "examples": [
        {
          "never": {
            "outcome": "accepted",
            "when": {
              "application": "closed"
            }
          }
        }
      ]
    },
    "outcomes": {
      "if": {
        "type": "array"
      },
      "then": {
        "type": "array",
        "minItems": 1,
        "uniqueItems": true,
        "items": {
          "$ref": "#/$defs/outcome"
        },
        "x-expects": "a list of outcomes"
      },
      "else": {
        "$ref": "#/$defs/outcome"
      },
      "tsType": "OutcomeForm | readonly OutcomeForm[]"
    },
    "outcome": {
      "description": "The outcome of a decision.",
      "enum": [
        "accepted",
        "rejected",
        "review",
        "incomplete",
        "uncovered"
      ],
      "tsType": "OutcomeForm",
      "examples": [
        "accepted"
      ]
    },
    "measureBound": {
      "description": "A sum in the currency of what is measured, or a money fact of that currency.",
      "type": [
        "number",
        "string",
        "object"
      ],
      "pattern": "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$",
      "maxLength": 40,
      "if": {
        "type": "object",
        "required": [
          "by"
        ]
      },
      "then": {
        "properties": {
          "by": {
            "$ref": "#/$defs/name",
            "description": "The reading that chooses; beside it stands one entry for each of its choices.",
            "examples": [
              "tier-edge"
            ]
          }
        },
        "additionalProperties": {
          "$ref": "#/$defs/measureBound"
        }
      },
      "else": {
        "if": {
          "type": "object"
        },
        "then": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "fact"
          ],
          "properties": {
            "fact": {
              "description": "The money fact that is the bound.",
              "$ref": "#/$defs/name",
              "examples": [
                "paid"
              ]
            }
          }
        }
      },
      "x-expects": "a sum such as 20 or \"12.50\", or { fact: … }",
      "tsType": "MeasureBoundForm",
      "examples": [
        0,
        {
          "fact": "paid"
        }
      ]
    },
    "acceptance": {
      "description": "A finding of the checks that is accepted, and why.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "finding",
        "because"
      ],
      "properties": {
        "finding": {
          "description": "Which finding, by the code that the checks show.",
          "enum": [
            "uncovered",
            "never-holds",
            "never-decides",
            "cliff",
            "inversion",
            "evidence-impossible",
            "reading-without-effect",
            "invariant-refuted",
            "invariant-not-proven"
          ],
          "examples": [
            "never-decides"
          ],
          "tsType": "FindingForm"
        },
        "of": {
          "description": "The statement, window, tier, reading or invariant that it is about. Left out: every finding of this code.",
          "$ref": "#/$defs/name",
          "examples": [
            "late-without-problem"
          ]
        },
        "because": {
          "description": "Why it is accepted; shown with the finding.",
          "$ref": "#/$defs/text",
          "examples": [
            "Requests about gift cards are settled by phone."
          ]
        }
      },
      "x-expects": "an accepted finding: { finding, of, because }",
      "examples": [
        {
          "finding": "uncovered",
          "because": "Requests about gift cards are settled by phone."
        }
      ]
    }
  }
};
