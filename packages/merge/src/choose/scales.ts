// Made by scripts/calibrate-merge.ts from merges that people made; not to be edited by hand.

/** The features that the trees ask for, by number. */
export const FEATURES: readonly string[] =
  'kind-code kind-test kind-markup kind-data kind-changelog kind-manifest kind-generated kind-log kind-text hunks settledByOurs settledByTheirs baseLines oursLines theirsLines addedByOurs addedByTheirs removedByOurs removedByTheirs addedByBoth removedByBoth likenessOfSides likenessOfAdded likenessOfOurs likenessOfTheirs wordsAddedByOurs wordsAddedByTheirs wordsRemovedByOurs wordsRemovedByTheirs sameOpenings imports commas bullets comments digits declarations indentation oursDepth theirsDepth oursSorted theirsSorted entriesAround descentsAround atStart atEnd blankBefore blankAfter oursBlankEnd theirsBlankEnd way-format way-structured way-adjacent way-words-strict way-words way-lines-then-words way-union way-interleaved way-interleaved-deleting way-sorted way-sorted-ignoring-case way-renamed-by-ours way-renamed-by-theirs way-newer way-carried way-ours way-theirs way-base ways lead leadAlphabet leadNumber leadNear lines lostOfOurs lostOfTheirs lost lossless wordsLostOfOurs wordsLostOfTheirs lostOfOursUsed lostOfTheirsUsed twiceInFile backInFile missingOfOurs missingOfTheirs staleOfOurs staleOfTheirs staleAdded unsupported unsupportedShare keptUnused backFromOurs backFromTheirs newLines extraWords twice declaredTwice depthOff depthOffBoth descents sorted sortedAround repeatsBefore repeatsAfter descentsMore descentsAdded inOrderAlone rivals linesMore twiceMore program-read program-merged program-both-changed program-both-added program-same-gap program-reordered program-renamed program-imports program-removed program-kept-imports'.split(
    ' ',
  );

/** How often a file of that likelihood was right, on repositories that nothing was learned from. */
export const CONFIDENCE: readonly (readonly [likelihood: number, right: number])[] = [
  [0, 0.008],
  [0.015, 0.013],
  [0.04, 0.022],
  [0.046, 0.033],
  [0.073, 0.059],
  [0.124, 0.14],
  [0.154, 0.245],
  [0.205, 0.274],
  [0.246, 0.306],
  [0.273, 0.354],
  [0.359, 0.407],
  [0.439, 0.441],
  [0.514, 0.497],
  [0.598, 0.599],
  [0.662, 0.643],
  [0.71, 0.669],
  [0.749, 0.713],
  [0.763, 0.72],
  [0.794, 0.725],
  [0.822, 0.74],
  [0.847, 0.789],
  [0.907, 0.864],
  [0.967, 0.975],
];

/** Least likelihood at which a file counts as merged, and at which a hunk of a conflict is settled. */
export const SURE_ENOUGH = 0.623;
export const HUNK_SURE_ENOUGH = 0.777;

/** As the first of these, for a file with lines that nobody wrote. */
export const SURE_IF_REWORDED = 0.78;

/** Least likelihood by text alone at which a program is read. */
export const WORTH_READING = 0.3;
