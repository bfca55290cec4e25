// Made by scripts/calibrate-merge.ts from merges that people made; not to be edited by hand.

/** The features that the trees ask for, by number. */
export const FEATURES: readonly string[] =
  'kind-code kind-test kind-markup kind-data kind-changelog kind-manifest kind-generated kind-log kind-text hunks settledByOurs settledByTheirs baseLines oursLines theirsLines addedByOurs addedByTheirs removedByOurs removedByTheirs addedByBoth removedByBoth likenessOfSides likenessOfAdded likenessOfOurs likenessOfTheirs wordsAddedByOurs wordsAddedByTheirs wordsRemovedByOurs wordsRemovedByTheirs sameOpenings imports commas bullets comments digits declarations indentation oursDepth theirsDepth oursSorted theirsSorted entriesAround descentsAround atStart atEnd blankBefore blankAfter oursBlankEnd theirsBlankEnd way-format way-structured way-adjacent way-words-strict way-words way-lines-then-words way-union way-interleaved way-interleaved-deleting way-sorted way-sorted-ignoring-case way-renamed-by-ours way-renamed-by-theirs way-newer way-carried way-ours way-theirs way-base ways lead leadAlphabet leadNumber leadNear lines lostOfOurs lostOfTheirs lost lossless wordsLostOfOurs wordsLostOfTheirs lostOfOursUsed lostOfTheirsUsed twiceInFile backInFile missingOfOurs missingOfTheirs staleOfOurs staleOfTheirs staleAdded unsupported unsupportedShare keptUnused backFromOurs backFromTheirs newLines extraWords twice declaredTwice depthOff depthOffBoth descents sorted sortedAround repeatsBefore repeatsAfter descentsMore descentsAdded inOrderAlone rivals linesMore twiceMore program-read program-merged program-both-changed program-both-added program-same-gap program-reordered program-renamed program-imports program-removed program-kept-imports'.split(
    ' ',
  );

/** How often a file of that likelihood was right, on repositories that nothing was learned from. */
export const CONFIDENCE: readonly (readonly [likelihood: number, right: number])[] = [
  [0, 0.008],
  [0.011, 0.021],
  [0.031, 0.032],
  [0.056, 0.059],
  [0.085, 0.081],
  [0.107, 0.163],
  [0.147, 0.195],
  [0.179, 0.243],
  [0.23, 0.267],
  [0.32, 0.376],
  [0.385, 0.466],
  [0.415, 0.482],
  [0.518, 0.516],
  [0.584, 0.597],
  [0.623, 0.622],
  [0.695, 0.646],
  [0.74, 0.698],
  [0.776, 0.741],
  [0.804, 0.751],
  [0.816, 0.75],
  [0.827, 0.77],
  [0.843, 0.806],
  [0.857, 0.803],
  [0.876, 0.818],
  [0.921, 0.86],
  [0.967, 0.976],
];

/** Least likelihood at which a file counts as merged, and at which a hunk of a conflict is settled. */
export const SURE_ENOUGH = 0.591;
export const HUNK_SURE_ENOUGH = 0.769;

/** As the first of these, for a file with lines that nobody wrote. */
export const SURE_IF_REWORDED = 0.78;

/** Least likelihood by text alone at which a program is read. */
export const WORTH_READING = 0.3;
