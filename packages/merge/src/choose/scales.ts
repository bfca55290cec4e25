// Made by scripts/calibrate-merge.ts from merges that people made; not to be edited by hand.

/** The features that the trees ask for, by number. */
export const FEATURES: readonly string[] =
  'kind-code kind-test kind-markup kind-data kind-changelog kind-manifest kind-generated kind-log kind-text hunks settledByOurs settledByTheirs baseLines oursLines theirsLines addedByOurs addedByTheirs removedByOurs removedByTheirs addedByBoth removedByBoth likenessOfSides likenessOfAdded likenessOfOurs likenessOfTheirs wordsAddedByOurs wordsAddedByTheirs wordsRemovedByOurs wordsRemovedByTheirs sameOpenings imports commas bullets comments digits declarations indentation oursDepth theirsDepth oursSorted theirsSorted entriesAround descentsAround atStart atEnd blankBefore blankAfter oursBlankEnd theirsBlankEnd way-format way-structured way-adjacent way-words-strict way-words way-lines-then-words way-union way-interleaved way-interleaved-deleting way-sorted way-sorted-ignoring-case way-renamed-by-ours way-renamed-by-theirs way-newer way-carried way-ours way-theirs way-base lead leadAlphabet leadNumber leadNear ways lines lostOfOurs lostOfTheirs lost lossless wordsLostOfOurs wordsLostOfTheirs lostOfOursUsed lostOfTheirsUsed twiceInFile backInFile missingOfOurs missingOfTheirs staleOfOurs staleOfTheirs staleAdded unsupported unsupportedShare keptUnused backFromOurs backFromTheirs newLines extraWords twice declaredTwice depthOff depthOffBoth descents sorted sortedAround repeatsBefore repeatsAfter descentsMore descentsAdded inOrderAlone rivals linesMore twiceMore program-read program-merged program-both-changed program-both-added program-same-gap program-reordered program-renamed program-imports program-removed program-kept-imports'.split(
    ' ',
  );

/** How often a file of that likelihood was right, on repositories that nothing was learned from. */
export const CONFIDENCE: readonly (readonly [likelihood: number, right: number])[] = [
  [0.004, 0.008],
  [0.063, 0.071],
  [0.128, 0.088],
  [0.227, 0.234],
  [0.404, 0.295],
  [0.541, 0.392],
  [0.644, 0.574],
  [0.746, 0.59],
  [0.828, 0.745],
  [0.901, 0.84],
  [0.96, 0.917],
];

/** Least likelihood at which a file counts as merged, and at which a hunk of a conflict is settled. */
export const SURE_ENOUGH = 0.632;
export const HUNK_SURE_ENOUGH = 0.823;

/** As the first of these, for a file with lines that nobody wrote. */
export const SURE_IF_REWORDED = 0.78;

/** Least likelihood by text alone at which a program is read. */
export const WORTH_READING = 0.3;
