/*
 * As much of Go's text/template and of Sprig as our templates use
 *
 * It is stricter than the real one: a field that the data does not have is an
 * error there only in the middle of a path, and here everywhere, so that a
 * misspelt field is found.
 */

type Scope = { dot: unknown; variables: Record<string, unknown> };

type Node =
  | { kind: 'text'; text: string }
  | { kind: 'value'; expression: string }
  | {
      kind: 'with' | 'range' | 'if';
      variables: string[];
      expression: string;
      then: Node[];
      otherwise: Node[];
    };

/** Renders a template over data that has every field which it names. */
export function renderTemplate(template: string, data: object): string {
  const tokens = template.split(/(\{\{.*?\}\})/);
  const [nodes, rest] = parse(tokens);
  if (rest.length > 0) {
    throw new Error(`Unexpected ${rest[0]}`);
  }
  return render(nodes, { dot: data, variables: {} });
}

function parse(tokens: string[]): [Node[], string[]] {
  const nodes: Node[] = [];
  let rest = tokens;
  while (rest.length > 0) {
    const [token, ...after] = rest;
    const action = /^\{\{-?\s*(.*?)\s*-?\}\}$/.exec(token)?.[1];
    const block = /^(with|range|if)\s+(?:([$\w, ]+?)\s*:=\s*)?(.+)$/.exec(
      action ?? '',
    );
    if (action === 'end' || action === 'else') {
      return [nodes, rest];
    }
    rest = after;
    if (block) {
      const [then, atBranch] = parse(rest);
      const hasElse = /else/.test(atBranch[0]);
      const [otherwise, atEnd] = hasElse
        ? parse(atBranch.slice(1))
        : [[], atBranch];
      nodes.push({
        kind: block[1] as 'with' | 'range' | 'if',
        variables: (block[2] ?? '').split(/,\s*/).filter(Boolean),
        expression: block[3],
        then,
        otherwise,
      });
      rest = atEnd.slice(1);
    } else if (action !== undefined) {
      nodes.push({ kind: 'value', expression: action });
    } else {
      nodes.push({ kind: 'text', text: token });
    }
  }
  return [nodes, rest];
}

function render(nodes: Node[], scope: Scope): string {
  return nodes.map(node => renderNode(node, scope)).join('');
}

function renderNode(node: Node, scope: Scope): string {
  if (node.kind === 'text') {
    return node.text;
  }
  const value = evaluate(node.expression, scope);
  if (node.kind === 'value') {
    return String(value);
  }
  if (node.kind === 'range' && Array.isArray(value) && value.length > 0) {
    const [index, element] = node.variables;
    return value
      .map((entry, position) =>
        render(node.then, {
          dot: entry,
          variables: {
            ...scope.variables,
            [index]: position,
            [element]: entry,
          },
        }),
      )
      .join('');
  }
  const holds = Array.isArray(value) ? value.length > 0 : Boolean(value);
  return holds
    ? render(node.then, node.kind === 'with' ? { ...scope, dot: value } : scope)
    : render(node.otherwise, scope);
}

function evaluate(expression: string, scope: Scope): unknown {
  const [first, ...filters] = expression.split(/\s*\|\s*/);
  const value = call(first, scope);
  return filters.reduce((piped, filter) => {
    if (filter !== 'toJson') {
      throw new Error(`Unknown function ${filter}`);
    }
    return JSON.stringify(piped ?? null);
  }, value);
}

function call(text: string, scope: Scope): unknown {
  const [name, ...operands] = text.split(/\s+/);
  if (name !== 'dict') {
    return operand(text, scope);
  }
  const pairs = operands.flatMap((key, index) =>
    index % 2 === 0
      ? [[JSON.parse(key), operand(operands[index + 1], scope)]]
      : [],
  );
  return Object.fromEntries(pairs);
}

function operand(text: string, { dot, variables }: Scope): unknown {
  const [variable, ...path] = text.split('.');
  const start = variable === '' ? dot : variables[variable];
  return path.reduce((value: unknown, key) => {
    if (value === null || typeof value !== 'object' || !(key in value)) {
      throw new Error(`${text}: there is no ${key}`);
    }
    return (value as Record<string, unknown>)[key];
  }, start);
}
