// See components/time/formats-ahead.ts.
new Intl.DateTimeFormat()
postMessage(0)
close()
