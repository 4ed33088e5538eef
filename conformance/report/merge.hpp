// One report from the reports of the parts of a run: each machine plays a share of the cases.
#pragma once

#include <expected>
#include <span>
#include <string>
#include <string_view>

#include "conformance/report/document.hpp"

namespace mqttspec::conformance::report {

/// A share of the cases: the `index`th of `count`, from 1.
struct Shard {
  unsigned index = 1;
  unsigned count = 1;

  /// True if the case belongs to it. That depends on its name alone, so that a case stays where it
  /// is when others are added, and is in the same share in both versions.
  bool has(std::string_view case_name) const;
};

/// "2/5"; nothing if it makes no sense.
std::optional<Shard> parse_shard(std::string_view text);

/// The report of the whole run: what it would be, but for times, had one machine played all. The
/// parts must be of one broker and program, and have no case in common but such as are declined in
/// all of them but one; parts that are missing make it incomplete. On failure says what does not
/// fit.
std::expected<Document, std::string> merge(std::span<const Document> parts);

}  // namespace mqttspec::conformance::report
