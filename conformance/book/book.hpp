// The whole book: all entries, and how one is found.
#pragma once

#include <string_view>

#include "conformance/book/entry.hpp"

namespace mqttspec::conformance::book {

class Book {
 public:
  Book();

  const std::vector<Entry>& entries() const { return entries_; }
  /// Those of that name or title, as a user writes it: with or without brackets, in small letters
  /// or not, codes as 0x8E or 142. With a version, only what belongs to that one or to both.
  std::vector<const Entry*> named(std::string_view word, std::optional<Version> version) const;
  /// The entry whose page that is, or nullptr.
  const Entry* at(std::string_view path) const;
  /// What one may ask for, as it is written.
  std::vector<std::string> names() const;

 private:
  std::vector<Entry> entries_;
};

}  // namespace mqttspec::conformance::book
