/** The app starts here: the store is opened, what it holds is read, and only then is anything drawn. */
import { render } from "preact";
import { App } from "./app.js";
import { start } from "./start.js";

await start();
render(<App />, document.getElementById("app")!);
