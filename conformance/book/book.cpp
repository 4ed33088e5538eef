// Puts the entries together, and finds them by name.
#include "conformance/book/book.hpp"

#include <algorithm>

#include "conformance/book/parts.hpp"
#include "conformance/book/paths.hpp"

namespace mqttspec::conformance::book {

std::string_view to_string(Kind kind) {
  constexpr std::string_view names[] = {"statement", "ambiguity", "code",  "property", "packet",
                                        "section",   "freedom",   "table", "case",     "fault"};
  static_assert(std::size(names) == kind_count);
  return names[static_cast<std::size_t>(kind)];
}

Book::Book() {
  for (const auto add : {add_statements, add_ambiguities, add_codes, add_properties, add_packets,
                         add_sections, add_freedoms, add_tables, add_cases, add_faults})
    add(entries_);
}

std::vector<const Entry*> Book::named(std::string_view word, std::optional<Version> version) const {
  auto wanted = in_small_letters(word);
  if (wanted.starts_with('[') && wanted.ends_with(']'))
    wanted = wanted.substr(1, wanted.size() - 2);
  std::vector<const Entry*> found;
  for (const auto& entry : entries_)
    if ((!version || !entry.version || entry.version == version) &&
        (std::ranges::find(entry.names, wanted) != entry.names.end() ||
         in_small_letters(entry.title) == wanted))
      found.push_back(&entry);
  return found;
}

const Entry* Book::at(std::string_view path) const {
  const auto found = std::ranges::find(entries_, path, &Entry::path);
  return found == entries_.end() ? nullptr : &*found;
}

std::vector<std::string> Book::names() const {
  std::vector<std::string> all;
  for (const auto& entry : entries_) {
    const bool is_bracketed = entry.kind == Kind::statement;
    all.push_back(is_bracketed ? entry.title.substr(1, entry.title.size() - 2) : entry.title);
    if (entry.kind == Kind::reason_code || entry.kind == Kind::property)
      all.insert(all.end(), entry.names.begin(), entry.names.end());
  }
  return all;
}

}  // namespace mqttspec::conformance::book
