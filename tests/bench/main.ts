import { benchAssess } from "./assess";
import { say } from "./measure";
import { benchReading } from "./reading";

say("min, median and max of the runs");
await benchAssess();
await benchReading();
