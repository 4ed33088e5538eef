// The files of the book: a page for each entry and list, a style, a script, and what it searches
// in.
#pragma once

#include <expected>
#include <functional>
#include <string>

#include "conformance/book/book.hpp"
#include "conformance/book/grid.hpp"

namespace mqttspec::conformance::book {

/// Writes one file below the folder of the book; says what went wrong.
using WriteFile =
    std::function<std::expected<void, std::string>(const std::string& path, std::string content)>;

/// Makes all files, and stops at the first that cannot be written.
std::expected<void, std::string> write_site(const Book& book, const Grid& grid,
                                            const WriteFile& write);

/// What the script searches in: `{kinds: [word], entries: [[kind, title, version, path, summary,
/// names]], words: {word: [entry, weight, …]}}`, as the value of a variable.
std::string search_data(const Book& book);

}  // namespace mqttspec::conformance::book
