/** Fetches a picture of another host by this browser: the server never asks an address that somebody wrote. */

/**
 * `frame` is one that has loaded our page with the picture, whose content policy alone lets other hosts be asked. Nothing of
 * this person goes along. Null where the host doesn't send it, or doesn't let other pages have it.
 */
export async function fetchForeign(
  address: string,
  frame: HTMLIFrameElement,
): Promise<File | null> {
  try {
    const response = await frame.contentWindow?.fetch(address, {
      mode: 'cors',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
    return response?.ok ? new File([await response.blob()], 'picture') : null;
  } catch {
    return null; // browsers say no more than that it failed
  }
}
