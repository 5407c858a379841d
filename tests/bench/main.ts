import { benchAssess } from "./assess";
import { benchInventory } from "./inventory";
import { benchForecast } from "./forecast";
import { benchForecastQuality } from "./forecastQuality";
import { benchLocalBoards } from "./localBoards";
import { say } from "./measure";
import { benchPlan } from "./plan";
import { benchReading } from "./reading";
import { benchVelocity } from "./velocity";

say("min, median and max of the runs");
await benchAssess();
await benchPlan();
await benchVelocity();
await benchForecast();
benchForecastQuality();
await benchReading();
await benchInventory();
await benchLocalBoards();
