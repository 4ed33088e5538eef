// X3's `a >> b`, and the macro by which Fusion lets it fill in our structs member by member.
#pragma once

#include <boost/fusion/include/adapt_struct.hpp>
#include <boost/spirit/home/x3/support/traits/tuple_traits.hpp>
// The header below needs the one above and does not include it.
#include <boost/spirit/home/x3/operator/sequence.hpp>
