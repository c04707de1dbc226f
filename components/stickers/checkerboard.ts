/** Behind pictures with nothing in parts of them: in either theme one sees where. */
export const CHECKERBOARD =
  'bg-surface [background-image:repeating-conic-gradient(var(--line)_0_25%,transparent_0_50%)] [background-size:1rem_1rem]'
