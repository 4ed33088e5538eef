// The ladder diagram of a case: a line for each connection, an arrow for each packet, its bytes
// below it with the name of each field.

const KIND = {opened: 0, clientPacket: 1, serverPacket: 2, clientGarbage: 3, serverGarbage: 4,
  clientClosed: 5, serverClosed: 6};
const LONG_MS = 500;     // a wait that is worth a line of its own
const BYTES_IN_ROW = 24;

const isFromServer = (kind) => [KIND.serverPacket, KIND.serverGarbage, KIND.serverClosed]
  .includes(kind);

function ladder(wire) {
  if (!wire) return '';
  const open = wire.lanes.map(() => false);
  let last = 0;
  let rows = '';
  wire.events.forEach((event, at) => {
    if (event.length === 1) {
      rows += `<p class="wait">${event[0]} events are left out here</p>`;
      return;
    }
    const [ms, lane, kind] = event;
    if (ms - last >= LONG_MS) rows += `<p class="wait">${((ms - last) / 1000).toFixed(1)} s</p>`;
    last = ms;
    if (kind === KIND.opened) open[lane] = true;
    rows += row(event, wire.lanes, open, at === wire.decisive);
    if (kind === KIND.clientClosed || kind === KIND.serverClosed) open[lane] = false;
  });
  const pitch = Math.max(9, Math.min(28, 160 / wire.lanes.length));
  const heads = [...wire.lanes, 'Server'].map((name, at) =>
    `<span style="--at:${at}">${escape(name)}</span>`).join('');
  return `<div class="ladder" style="--wide:${pitch}px;--lanes:${wire.lanes.length}">` +
    `<div class="heads"><span></span><div>${heads}</div><span></span></div>${rows}</div>`;
}

function row(event, lanes, open, isDecisive) {
  const [ms, lane, kind, packet, bytes, fields, size] = event;
  const lines = [...lanes, ''].map((_, at) => at === lanes.length || open[at] ?
    `<i style="--at:${at}"></i>` : '').join('');
  const towards = isFromServer(kind) ? 'left' : 'right';
  const sort = [KIND.clientClosed, KIND.serverClosed].includes(kind) ? ' closes' :
    kind === KIND.opened ? ' opens' : '';
  const arrow = `<b class="${towards}${sort}" style="--at:${lane}"></b>`;
  const what = packet === undefined ? plainEvent(kind) : escape(text(packet));
  const head = `<span class="time">${(ms / 1000).toFixed(3)}</span>` +
    `<span class="lines">${lines}${arrow}</span><span class="what">` +
    `<small>${escape(lanes[lane])}</small> ${what}` +
    `${isDecisive ? ' <em>here the verdict fell</em>' : ''}` +
    `${packet === undefined ? '' : byteLine(bytes, fields, size)}</span>`;
  const marks = `event${isDecisive ? ' decisive' : ''}`;
  if (packet === undefined) return `<div class="${marks}">${head}</div>`;
  return `<details class="${marks}" data-bytes="${bytes}" data-fields="${fields}">` +
    `<summary>${head}</summary></details>`;
}

function plainEvent(kind) {
  if (kind === KIND.opened) return 'connection opened';
  return `connection closed by the ${kind === KIND.clientClosed ? 'Client' : 'Server'}`;
}

// [{bytes: ["10", …], depth, name, section, value}] of a packet.
function fieldsOf(bytes, position) {
  const all = bytes.match(/../g) ?? [];
  const list = data.fields[position];
  const fields = [];
  for (let i = 0, offset = 0; i < list.length; i += 3) {
    const [depth, name, section] = data.labels[list[i + 1]];
    fields.push({offset, bytes: all.slice(offset, offset + list[i]), depth, name, section,
      value: text(list[i + 2]), size: list[i]});
    offset += list[i];
  }
  return fields;
}

function byteLine(bytes, position, size) {
  let left = BYTES_IN_ROW;
  let html = '';
  for (const field of fieldsOf(bytes, position)) {
    if (left <= 0) break;
    const says = escape(`${field.name}${field.value && ': ' + field.value}`);
    html += `<span title="${says}">${field.bytes.slice(0, left).join(' ')}</span> `;
    left -= field.bytes.length;
  }
  const all = size ?? bytes.length / 2;
  return `<code>${html}${all > BYTES_IN_ROW ? `… (${all} B)` : ''}</code>`;
}

// Puts the fields of a packet in when it is opened.
function openPacket(details) {
  if (details.querySelector('table')) return;
  const rows = fieldsOf(details.dataset.bytes, details.dataset.fields).map((field) =>
    `<tr><td>${field.offset}</td><td><code>${field.bytes.join(' ')}` +
    `${field.bytes.length < field.size ? ' …' : ''}</code></td>` +
    `<td class="depth-${field.depth}">${escape(field.name)}</td><td>${escape(field.value)}</td>` +
    `<td>${escape(field.section)}</td></tr>`).join('');
  details.insertAdjacentHTML('beforeend', '<div class="scroll"><table class="fields"><thead><tr>' +
    '<th>at</th><th>bytes</th><th>field</th><th>value</th><th>section</th></tr></thead>' +
    `<tbody>${rows}</tbody></table></div>`);
}
