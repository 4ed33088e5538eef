// Entries in a terminal of 80 columns.
#pragma once

#include <iosfwd>
#include <span>

#include "conformance/book/grid.hpp"
#include "conformance/book/search.hpp"

namespace mqttspec::conformance::book {

/// All that is known of it, and how each target of the grid behaves there.
void print_entry(const Entry& entry, const Grid& grid, std::ostream& out);

/// The best hits of a search, two or three lines each.
void print_hits(const Book& book, std::string_view query, std::span<const SearchIndex::Hit> hits,
                std::ostream& out);

}  // namespace mqttspec::conformance::book
