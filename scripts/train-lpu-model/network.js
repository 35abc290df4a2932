/**
 * A small Llama-style transformer with its own backward pass, in plain typed arrays: rows of activations are row-major,
 * weights are [inputs × outputs]. Grouped queries, rotary positions (halves), RMS norms, SwiGLU, tied embeddings.
 */

export const shape = {
  vocabulary: 512,
  hidden: 64,
  layers: 4,
  heads: 4,
  groups: 2,
  headDimension: 16,
  feedForward: 176,
  context: 128,
  theta: 10_000,
  epsilon: 1e-5,
};

/** c += a·b for a [m×k] and b [k×n]. Eight rows of b at a time, so that a sum is fetched and stored once for eight. */
export function addProduct(c, a, b, [m, k, n]) {
  for (let row = 0; row < m; row += 1) {
    const to = row * n;
    let inner = 0;
    for (; inner + 8 <= k; inner += 8) {
      const from = row * k + inner;
      const [a0, a1, a2, a3] = [a[from], a[from + 1], a[from + 2], a[from + 3]];
      const [a4, a5, a6, a7] = [a[from + 4], a[from + 5], a[from + 6], a[from + 7]];
      for (let column = 0, at = inner * n; column < n; column += 1, at += 1)
        c[to + column] +=
          a0 * b[at] + a1 * b[at + n] + a2 * b[at + 2 * n] + a3 * b[at + 3 * n] +
          a4 * b[at + 4 * n] + a5 * b[at + 5 * n] + a6 * b[at + 6 * n] + a7 * b[at + 7 * n]; // prettier-ignore
    }
    for (; inner < k; inner += 1) {
      const factor = a[row * k + inner];
      for (let column = 0; column < n; column += 1) c[to + column] += factor * b[inner * n + column];
    }
  }
}

function transposed(a, rows, columns) {
  const result = new Float32Array(a.length);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1)
      result[column * rows + row] = a[row * columns + column];
  return result;
}

const product = (a, b, [m, k, n]) => {
  const c = new Float32Array(m * n);
  addProduct(c, a, b, [m, k, n]);
  return c;
};

/** Adds to the weights' gradient and returns that of the input. */
function productBack(x, weight, dy, [m, k, n]) {
  addProduct(weight.gradient, transposed(x, m, k), dy, [k, m, n]);
  return product(dy, transposed(weight.value, k, n), [m, n, k]);
}

function normalised(x, gain, rows) {
  const width = gain.value.length;
  const [y, factors] = [new Float32Array(x.length), new Float32Array(rows)];
  for (let row = 0; row < rows; row += 1) {
    let squares = 0;
    for (let i = 0; i < width; i += 1) squares += x[row * width + i] ** 2;
    factors[row] = 1 / Math.sqrt(squares / width + shape.epsilon);
    for (let i = 0; i < width; i += 1) y[row * width + i] = x[row * width + i] * factors[row] * gain.value[i];
  }
  return { y, factors };
}

function normalisedBack(x, gain, factors, dy) {
  const width = gain.value.length;
  const dx = new Float32Array(x.length);
  for (let row = 0; row < factors.length; row += 1) {
    const factor = factors[row];
    let dot = 0;
    for (let i = 0; i < width; i += 1) {
      const at = row * width + i;
      gain.gradient[i] += dy[at] * x[at] * factor;
      dot += dy[at] * gain.value[i] * x[at];
    }
    const scale = (dot * factor ** 3) / width;
    for (let i = 0; i < width; i += 1) {
      const at = row * width + i;
      dx[at] = dy[at] * gain.value[i] * factor - x[at] * scale;
    }
  }
  return dx;
}

/** Turns pairs (i, i + half) of every head by the angle of their position; `sign` -1 turns back. */
function rotate(x, { rows, length, heads, sign }) {
  const { headDimension: d, theta } = shape;
  const half = d / 2;
  for (let row = 0; row < rows; row += 1)
    for (let i = 0; i < half; i += 1) {
      const angle = (row % length) * theta ** (-i / half);
      const [cos, sin] = [Math.cos(angle), sign * Math.sin(angle)];
      for (let head = 0; head < heads; head += 1) {
        const at = (row * heads + head) * d + i;
        const [a, b] = [x[at], x[at + half]];
        x[at] = a * cos - b * sin;
        x[at + half] = b * cos + a * sin;
      }
    }
}

/** Causal attention of every sequence; keeps the probabilities for the way back. */
function attention(q, k, v, { rows, length }) {
  const { heads, groups, headDimension: d } = shape;
  const out = new Float32Array(rows * heads * d);
  const kept = new Float32Array(rows * heads * length);
  visitPairs({ rows, length }, ({ row, head, first, count, queryAt, keyAt }) => {
    const at = (row * heads + head) * length;
    let [largest, sum] = [-Infinity, 0];
    for (let j = 0; j < count; j += 1) {
      let score = 0;
      for (let i = 0; i < d; i += 1) score += q[queryAt + i] * k[keyAt(first + j) + i];
      kept[at + j] = score / Math.sqrt(d);
      largest = Math.max(largest, kept[at + j]);
    }
    for (let j = 0; j < count; j += 1) sum += kept[at + j] = Math.exp(kept[at + j] - largest);
    for (let j = 0; j < count; j += 1) {
      const share = (kept[at + j] /= sum);
      for (let i = 0; i < d; i += 1) out[queryAt + i] += share * v[keyAt(first + j) + i];
    }
  });
  return { out, kept, groups };
}

function visitPairs({ rows, length }, visit) {
  const { heads, groups, headDimension: d } = shape;
  for (let row = 0; row < rows; row += 1)
    for (let head = 0; head < heads; head += 1) {
      const group = Math.floor((head * groups) / heads);
      visit({
        row,
        head,
        first: row - (row % length),
        count: (row % length) + 1,
        queryAt: (row * heads + head) * d,
        keyAt: (position) => (position * groups + group) * d,
      });
    }
}

function attentionBack(q, k, v, { kept, dOut, rows, length }) {
  const { heads, headDimension: d } = shape;
  const [dq, dk, dv] = [q, k, v].map((each) => new Float32Array(each.length));
  visitPairs({ rows, length }, ({ row, head, first, count, queryAt, keyAt }) => {
    const at = (row * heads + head) * length;
    const dShares = new Float32Array(count);
    let mean = 0;
    for (let j = 0; j < count; j += 1) {
      const from = keyAt(first + j);
      for (let i = 0; i < d; i += 1) {
        dShares[j] += dOut[queryAt + i] * v[from + i];
        dv[from + i] += kept[at + j] * dOut[queryAt + i];
      }
      mean += dShares[j] * kept[at + j];
    }
    for (let j = 0; j < count; j += 1) {
      const dScore = (kept[at + j] * (dShares[j] - mean)) / Math.sqrt(d);
      const from = keyAt(first + j);
      for (let i = 0; i < d; i += 1) {
        dq[queryAt + i] += dScore * k[from + i];
        dk[from + i] += dScore * q[queryAt + i];
      }
    }
  });
  return [dq, dk, dv];
}

const parameter = (size, draw) => ({
  value: Float32Array.from({ length: size }, draw),
  gradient: new Float32Array(size),
});

/** Weights drawn from a normal distribution by a numbered stream; outputs of blocks start smaller. */
export function newNetwork(random) {
  const { vocabulary, hidden, layers, heads, groups, headDimension: d, feedForward } = shape;
  const normal = (scale) => () =>
    scale * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const weight = (inputs, outputs, scale = 1 / Math.sqrt(inputs)) =>
    parameter(inputs * outputs, normal(scale));
  const small = 1 / Math.sqrt(2 * layers);
  return {
    embedding: weight(vocabulary, hidden, 0.05),
    layers: Array.from({ length: layers }, () => ({
      attentionNorm: parameter(hidden, () => 1),
      query: weight(hidden, heads * d),
      key: weight(hidden, groups * d),
      value: weight(hidden, groups * d),
      output: weight(heads * d, hidden, small / Math.sqrt(heads * d)),
      feedForwardNorm: parameter(hidden, () => 1),
      gate: weight(hidden, feedForward),
      up: weight(hidden, feedForward),
      down: weight(feedForward, hidden, small / Math.sqrt(feedForward)),
    })),
    norm: parameter(hidden, () => 1),
  };
}

export const parametersOf = (network) => [
  network.embedding,
  ...network.layers.flatMap((layer) => Object.values(layer)),
  network.norm,
];

const add = (a, b) => {
  for (let i = 0; i < a.length; i += 1) a[i] += b[i];
};

/** One pass over sequences of equal length, forward and backward; returns the mean loss in nats per token. */
export function learn(network, { tokens, targets, length }) {
  const rows = tokens.length;
  const { vocabulary, hidden, heads, groups, headDimension: d, feedForward } = shape;
  const turn = (x, count, sign) => rotate(x, { rows, length, heads: count, sign });
  const x = new Float32Array(rows * hidden);
  for (let row = 0; row < rows; row += 1)
    for (let i = 0; i < hidden; i += 1)
      x[row * hidden + i] = network.embedding.value[tokens[row] * hidden + i];
  const kept = network.layers.map((layer) => {
    const before = x.slice();
    const first = normalised(before, layer.attentionNorm, rows);
    const q = product(first.y, layer.query.value, [rows, hidden, heads * d]);
    const k = product(first.y, layer.key.value, [rows, hidden, groups * d]);
    const v = product(first.y, layer.value.value, [rows, hidden, groups * d]);
    turn(q, heads, 1);
    turn(k, groups, 1);
    const attended = attention(q, k, v, { rows, length });
    addProduct(x, attended.out, layer.output.value, [rows, heads * d, hidden]);
    const middle = x.slice();
    const second = normalised(middle, layer.feedForwardNorm, rows);
    const gate = product(second.y, layer.gate.value, [rows, hidden, feedForward]);
    const up = product(second.y, layer.up.value, [rows, hidden, feedForward]);
    const gated = gate.map((each, i) => (each / (1 + Math.exp(-each))) * up[i]);
    addProduct(x, gated, layer.down.value, [rows, feedForward, hidden]);
    return { before, first, q, k, v, attended, middle, second, gate, up, gated };
  });
  const last = normalised(x, network.norm, rows);
  const logits = product(last.y, transposed(network.embedding.value, vocabulary, hidden), [
    rows,
    hidden,
    vocabulary,
  ]);
  const loss = softmaxLoss(logits, targets, rows);

  addProduct(network.embedding.gradient, transposed(logits, rows, vocabulary), last.y, [
    vocabulary,
    rows,
    hidden,
  ]);
  const dLast = product(logits, network.embedding.value, [rows, vocabulary, hidden]);
  const dx = normalisedBack(x, network.norm, last.factors, dLast);
  for (let index = network.layers.length - 1; index >= 0; index -= 1) {
    const layer = network.layers[index];
    const { before, first, q, k, v, attended, middle, second, gate, up, gated } = kept[index];
    const dGated = productBack(gated, layer.down, dx, [rows, feedForward, hidden]);
    const [dGate, dUp] = [new Float32Array(gate.length), new Float32Array(up.length)];
    for (let i = 0; i < gate.length; i += 1) {
      const sigmoid = 1 / (1 + Math.exp(-gate[i]));
      dUp[i] = dGated[i] * gate[i] * sigmoid;
      dGate[i] = dGated[i] * up[i] * sigmoid * (1 + gate[i] * (1 - sigmoid));
    }
    const dSecond = productBack(second.y, layer.gate, dGate, [rows, hidden, feedForward]);
    add(dSecond, productBack(second.y, layer.up, dUp, [rows, hidden, feedForward]));
    add(dx, normalisedBack(middle, layer.feedForwardNorm, second.factors, dSecond));
    const dOut = productBack(attended.out, layer.output, dx, [rows, heads * d, hidden]);
    const [dq, dk, dv] = attentionBack(q, k, v, { kept: attended.kept, dOut, rows, length });
    turn(dq, heads, -1);
    turn(dk, groups, -1);
    const dFirst = productBack(first.y, layer.query, dq, [rows, hidden, heads * d]);
    add(dFirst, productBack(first.y, layer.key, dk, [rows, hidden, groups * d]));
    add(dFirst, productBack(first.y, layer.value, dv, [rows, hidden, groups * d]));
    add(dx, normalisedBack(before, layer.attentionNorm, first.factors, dFirst));
  }
  for (let row = 0; row < rows; row += 1)
    for (let i = 0; i < hidden; i += 1)
      network.embedding.gradient[tokens[row] * hidden + i] += dx[row * hidden + i];
  return loss;
}

/** Mean cross-entropy; leaves its gradient where the logits were. */
function softmaxLoss(logits, targets, rows) {
  const { vocabulary } = shape;
  let loss = 0;
  for (let row = 0; row < rows; row += 1) {
    const of = logits.subarray(row * vocabulary, (row + 1) * vocabulary);
    let [largest, sum] = [-Infinity, 0];
    for (const each of of) largest = Math.max(largest, each);
    for (let i = 0; i < vocabulary; i += 1) sum += of[i] = Math.exp(of[i] - largest);
    loss -= Math.log(of[targets[row]] / sum) / rows;
    for (let i = 0; i < vocabulary; i += 1) of[i] /= sum * rows;
    of[targets[row]] -= 1 / rows;
  }
  return loss;
}
