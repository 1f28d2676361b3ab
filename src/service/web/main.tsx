/** The app starts here. */
import { render } from "preact";

render(<p>witskit</p>, document.getElementById("app")!);
