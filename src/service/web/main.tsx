/** The app starts here: the store is opened, what it holds is read, and only then is anything drawn. */
import { render } from "preact";
import { App } from "./app.js";
import { notOpen, start } from "./start.js";

const draw = (): void => render(<App />, document.getElementById("app")!);

// Whoever waits for the store is told what for.
notOpen.watch(draw);
await start();
draw();
