/** Works on a Word file as people do in LibreOffice: by a program in its own language, which opens the file, edits it and saves it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { escapeHtml } from '../../../server/html/escape.ts';
import { outputOf } from '../programs.ts';

/** Opens `from` in a folder of the test's own, does `work` to `doc` (LibreOffice Basic), and saves it as the Word file `to` there. */
export async function workInLibreOffice(
  folder: string,
  [from, to]: readonly [string, string],
  work: string,
): Promise<void> {
  const profile = join(folder, 'profile');
  const standard = join(profile, 'user', 'basic', 'Standard');
  const [opened, saved] = [from, to].map((name) => pathToFileURL(join(folder, name)).href);
  const code = `Sub Work
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL("${opened}", "_blank", 0, hidden())
${work}
  Dim filter(0) As New com.sun.star.beans.PropertyValue
  filter(0).Name = "FilterName" : filter(0).Value = "MS Word 2007 XML"
  doc.storeToURL("${saved}", filter())
  doc.close(True)
End Sub`;
  const own = `-env:UserInstallation=${pathToFileURL(profile).href}`;
  // The first start makes the library that the program then stands in.
  await outputOf('soffice', own, '--headless', '--terminate_after_init');
  await writeFile(join(standard, 'Module1.xba'), moduleOf(code));
  await outputOf('soffice', own, '--headless', '--norestore', 'macro:///Standard.Module1.Work');
}

function moduleOf(code: string): string {
  const doctype = '<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">'; // prettier-ignore
  const names = 'xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic"'; // prettier-ignore
  return `<?xml version="1.0" encoding="UTF-8"?>\n${doctype}\n<script:module ${names}>${escapeHtml(code)}</script:module>`;
}
