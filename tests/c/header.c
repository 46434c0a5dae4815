/* The header compiles alone, and twice. */
#include <peerpath.h>
#include <peerpath.h>

const char *version_of_the_header(void);
const char *version_of_the_header(void) { return PEERPATH_VERSION; }
