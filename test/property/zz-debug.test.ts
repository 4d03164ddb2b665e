import * as fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { DecisionRegions } from '../../src/analysis/decision-regions.ts';
import { Locator } from '../../src/analysis/locate.ts';
import { cutSpace } from '../../src/analysis/space.ts';
import { decideRequest, finish } from '../../src/meaning/decide-request.ts';
import { contradictionsIn, situate } from '../../src/meaning/situation.ts';
import { judge } from '../../src/meaning/truth.ts';
import { arbitraryPolicy, arbitraryRequest, policyToYaml } from '../support/arbitrary-policy.ts';
import { completeRequest } from '../support/complete-request.ts';
import { load } from '../support/load.ts';
import { propertyRuns } from '../support/property-runs.ts';
test('debug', () => {
  try {
    fc.assert(
      fc.property(
        arbitraryPolicy().chain((policy) =>
          fc.tuple(fc.constant(policy), fc.array(fc.array(arbitraryRequest(policy), { minLength: 6, maxLength: 6 }), { minLength: 12, maxLength: 12 })),
        ),
        ([document, requests]) => {
          const { core } = load(policyToYaml(document));
          const space = cutSpace([core]);
          const regions = new DecisionRegions(core, space, new Map());
          for (const several of requests) {
            const told = completeRequest([core], several);
            if (told === undefined) continue;
            const cells = new Locator(space, told).cells();
            const situation = situate(core, told);
            if (contradictionsIn(situation).length > 0) continue;
            const decision = finish(decideRequest(situation, { alternatives: false }), (one) => (condition) => judge(condition, one)).decision;
            const got = [...space.diagrams.valuesAt(regions.outcome, cells)];
            if (got.length !== 1 || got[0] !== decision.outcome) {
              const lines = [
                policyToYaml(document),
                '-----',
                JSON.stringify([...told.facts].map(([n, v]) => [n, v instanceof Set ? [...v] : v])),
                JSON.stringify([...told.evidence]),
                JSON.stringify(decision, null, 1),
                JSON.stringify(got),
              ];
              for (const s of [...core.rules, ...core.evidence])
                lines.push(`${s.id} real ${String(judge(s.condition, situation))} region ${String([...space.diagrams.valuesAt(regions.holds(s), cells)])}`);
              for (const w of core.windows.keys()) {
                const st = regions.regions.windowStates(w);
                lines.push(
                  `window ${w} real ${String(situation.windowOf(w).state)} region ${JSON.stringify(Object.fromEntries(Object.entries(st).map(([k, v]) => [k, [...space.diagrams.valuesAt(v, cells)]])))}`,
                );
              }
              writeFileSync('/tmp/scr/fail.txt', lines.join('\n'));
              throw new Error('found');
            }
          }
        },
      ),
      propertyRuns(800),
    );
  } catch (error) {
    console.log(String(error).slice(0, 200));
  }
}, 600000);
