const compiled = new Map<string, RegExp>();
const MOST_COMPILED = 1000;

/**
 * Whether a pattern matches a whole text: `*` stands for anything within a
 * segment between slashes, `**` for anything at all, and everything else for
 * itself.
 *
 * @public
 */
export function matchesWhole(pattern: string, text: string): boolean {
  let expression = compiled.get(pattern);
  if (!expression) {
    expression = new RegExp(`^(?:${sourceOf(pattern)})$`, 's');
    if (compiled.size >= MOST_COMPILED) {
      compiled.clear();
    }
    compiled.set(pattern, expression);
  }
  return expression.test(text);
}

function sourceOf(pattern: string): string {
  return pattern
    .split(/(\*+)/)
    .map((part, index) => {
      if (index % 2 === 0) {
        return part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
      }
      return part.length > 1 ? '.*' : '[^/]*';
    })
    .join('');
}
