// What the build puts before the worker: the hash of the list of kept files.
declare const BUILD: string;
