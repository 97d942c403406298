const pad = (number) => String(number).padStart(2, "0");

// The reader's own time as a datetime-local input has it: 2026-03-01T07:30.
export function localTime(date) {
  return new Date(date - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

// The same with the offset of the reader's clock, which may not be that of Python's.
export function withOffset(local) {
  const minutes = -new Date(local).getTimezoneOffset();
  const size = Math.abs(minutes);
  return `${local}${minutes < 0 ? "-" : "+"}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}
