/** The page of a chart that is whole: `witskit plot -o log.html`. */
import { unpackedChart } from "./unpacked.js";
import { openViewer } from "./viewer.js";

openViewer(await unpackedChart(document));
