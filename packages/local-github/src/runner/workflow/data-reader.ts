// Feeds plain data to GitHub's template reader.
import { JSONObjectReader } from '@actions/workflow-parser/templates/json-object-reader';
import type { LiteralToken } from '@actions/workflow-parser/templates/tokens/index';

const NOWHERE = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };

/**
 * Like the reader for YAML, without places. The template reader needs one for every text with an expression, and takes a text
 * that ends on the line where it begins as it is, without the indentation and quotes of the file.
 */
export class DataReader extends JSONObjectReader {
  constructor(file: number, value: unknown) {
    super(file, JSON.stringify(value));
  }

  override allowLiteral(): LiteralToken | undefined {
    const token = super.allowLiteral();
    return token && Object.assign(token, { range: NOWHERE });
  }
}
