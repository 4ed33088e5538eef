// The pages of the book: what stands in each between header and footer.
#pragma once

#include <string>

#include "conformance/book/book.hpp"
#include "conformance/book/grid.hpp"
#include "conformance/book/words.hpp"

namespace mqttspec::conformance::book {

/// Where the list of a kind stands: "statements/index".
std::string list_path(Kind kind);

std::string entry_content(const Entry& entry, const Grid& grid);
std::string list_content(Kind kind, const Book& book, const Grid& grid);
std::string first_content(Language language, const Book& book, const Grid& grid);

}  // namespace mqttspec::conformance::book
