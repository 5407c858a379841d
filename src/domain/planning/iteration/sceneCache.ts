import { type Scene, sceneOf } from "../../change/scene";
import type { Policy } from "../../policy/policy";
import type { Snapshot } from "../../snapshot";
import type { Instant } from "../../workItem";

/** The last scene that was made of a snapshot. It goes with the snapshot. */
const scenes = new WeakMap<Snapshot, Scene>();

/**
 * A snapshot in the terms of the policy, made once: a draft is looked at after every keystroke, and what it changes stands on
 * the same snapshot each time. Where another policy is asked for, it is made anew; `now` is then replaced, for nothing in a
 * scene was worked out from it.
 */
export function knownScene(snapshot: Snapshot, policy: Policy, now: Instant): Scene {
  const known = scenes.get(snapshot);
  if (known?.policy === policy) return known.now === now ? known : { ...known, now };
  const scene = sceneOf(snapshot, policy, now);
  scenes.set(snapshot, scene);
  return scene;
}
