/**
 * Calls what a program has given to be called. What it throws, at once or in a promise that it answers, is the program's
 * fault and must neither break off what goes on here nor be lost: `onFault` is told, once a call.
 */
export function callBack(call: () => unknown, onFault: (error: unknown) => void): void {
  try {
    const answer = call();
    // A promise that nobody looks at ends the whole process when it rejects.
    if (answer instanceof Promise) answer.catch(onFault);
  } catch (error) {
    onFault(error);
  }
}
