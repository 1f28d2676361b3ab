/** The kernel's exports, gathered. Nothing is defined here. */
export { ABI_VERSION, heapBase, INPUT_PADDING } from "./layout";
