// A stand-in for Excel behind Microsoft's own custom-functions-runtime.js: the bridge that the runtime
// looks for. It is fed with Excel's messages of calls, and what the runtime sends back is the answer.
window.fakeExcel = (() => {
  const CALL = 1000, CANCEL = 1001, CANCELABLE_WITH_ERRORS = 5;
  const waiting = new Map();
  let last = 0;

  function received(action) {
    if (!/^SetInvocation(Array)?Results$/.test(action.Name || "")) return;
    for (const given of action.ArgumentInfo.Arguments[0]) {
      const [id, ok, value] = Array.isArray(given) ? given : [given.id, !given.failed, given.value];
      waiting.get(id)?.({ ok, value });
      waiting.delete(id);
    }
  }

  const bridge = window._richApiNativeBridge = {
    onMessageFromHost: null,
    sendMessageToHost(text) {
      const message = JSON.parse(text);
      if (message.type !== 1) return;
      const { body } = message.message;
      const { Actions = [] } = typeof body === "string" ? JSON.parse(body) : body;
      Actions.forEach(received);
      const results = JSON.stringify({ Results: Actions.map(({ Id }) => ({ ActionId: Id, Value: null })) });
      const answer = { id: message.id, type: 2, message: { statusCode: 200, headers: {}, body: results } };
      setTimeout(() => bridge.onMessageFromHost(JSON.stringify(answer)), 0);
    },
  };
  const send = (entries) => bridge.onMessageFromHost(JSON.stringify({ type: 3, message: { entries } }));

  return {
    // Ask for calls, [name, arguments] each, so many in a message; return ids and a promise of the answers.
    ask(calls, together = calls.length) {
      const asked = calls.map(([name, args]) => {
        const id = ++last;
        return { id, entry: [1, CALL, "", [id, name, args, "", CANCELABLE_WITH_ERRORS]], done: new Promise((resolve) => waiting.set(id, resolve)) };
      });
      for (let i = 0; i < asked.length; i += together) {
        const part = asked.slice(i, i + together).map(({ entry }) => entry);
        setTimeout(() => send(part), 0);
      }
      return { ids: asked.map(({ id }) => id), done: Promise.all(asked.map(({ done }) => done)) };
    },
    recalculate(calls, together) { return this.ask(calls, together).done; },
    cancel(ids) { send(ids.map((id) => [1, CANCEL, "", { invocationId: id }])); },
  };
})();
