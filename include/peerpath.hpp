// Peerpath for C++17: certification standards, competency coverage and employment transitions of
// peer support specialists.
//
// A thin layer over peerpath.h: each class owns one handle of the C interface and frees it; each
// refusal is thrown as peerpath::Error. Only the header is needed beside the C library.
//
//   auto standard = peerpath::Standard::builtin("us-nc/cpss");
//   auto assessment = standard.assess(peerpath::Dossier::from_json(text), {2026, 11, 21});
//   std::cout << assessment.explain();
//
// OWNERSHIP. Objects can be moved, not copied. A moved-from object can only be assigned to or
// destroyed; any other use of it throws an Error with the code PEERPATH_NULL_POINTER, or gives the
// harmless value that peerpath.h states. Every std::string is the caller's own copy.
//
// THREADS. As in peerpath.h: const members may be called by several threads at once.
//
// OPTIONS are JSON text with the names that the Python functions have for their arguments; left out,
// all defaults apply. What each takes is said in peerpath.h, at the function of the same name.
#ifndef PEERPATH_HPP
#define PEERPATH_HPP

#include <string>

#include "peerpath.h"
#include "peerpath/competency.hpp"
#include "peerpath/error.hpp"
#include "peerpath/owned.hpp"
#include "peerpath/standard.hpp"
#include "peerpath/table.hpp"
#include "peerpath/transition.hpp"
#include "peerpath/watch.hpp"

namespace peerpath {

/// The version of the library in use, such as "0.1.0".
inline std::string version() { return peerpath_version(); }

}  // namespace peerpath

#endif  // PEERPATH_HPP
