// Both headers compile together, in either order, and twice.
#include <peerpath.hpp>

#include <peerpath.h>
#include <peerpath.hpp>

std::string version_of_the_library();
std::string version_of_the_library() { return peerpath::version(); }
