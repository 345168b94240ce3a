/** Many people for one bench: what one person may do at once has bounds, and a crowd isn't one person. */

/** Adds so many editors to a server as its owner, and gives an API token of each. */
export async function tokensOfEditors(
  port: number,
  owner: string,
  count: number,
): Promise<readonly string[]> {
  const ask = async <T>(path: string, body: object): Promise<T> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${owner}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as T; // as the caller asked for it
  };
  const tokens: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const member = { name: `Editor ${at}`, role: 'editor' };
    const { id } = await ask<{ id: string }>('/api/members', member);
    const made = await ask<{ token: string }>(`/api/members/${id}/tokens`, { label: 'bench' });
    tokens.push(made.token);
  }
  return tokens;
}
