/** A line that declares something by name, in any of the languages that are usual. */
export const DECLARED =
  /^\s*(?:(?:export|default|public|private|protected|static|final|async|pub(?:\(\w+\))?|abstract|override)\s+)*(?:def|class|func|function|fn|const|let|var|type|interface|enum|struct|impl|trait|mod|void|it|test|describe)\b[\s(]*(?:\([^)]*\)\s*)?(['"\w$]+)/;
