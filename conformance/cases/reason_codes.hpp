// The Reason Codes that packets of a type may not have (5.0, section 2.4), and what cases do with
// so many of them: each needs a Network Connection, and those are used side by side.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "conformance/cases/vocabulary.hpp"

namespace mqttspec::conformance::cases {

using Codes = std::vector<unsigned>;

/// Those that are listed for packets of other types, and some that are not listed.
Codes codes_of_others(PacketType type);
/// Those that are not listed at all. In another than the plain world, where each Network Connection
/// is a long one, every sixteenth of them.
Codes unlisted_codes(const Run& run);

/// Calls `play` with one group of codes after the other: each takes a Network Connection, and a
/// Server may limit their number. Where others are connected as well, a few make it slow.
template <class Play>
void in_groups(const Run& run, const Codes& codes, const Play& play) {
  const std::size_t most = run.settings().world.is_plain() ? 64 : 4;
  for (std::size_t from = 0; from < codes.size(); from += most)
    play(std::span(codes).subspan(from, std::min(most, codes.size() - from)));
}

/// What a Server accepted of what it should have noticed, for the report.
class Accepted {
 public:
  void add(unsigned code);
  bool empty() const { return codes_.empty(); }
  /// `of` so many.
  std::string text(std::size_t of) const;

 private:
  Codes codes_;
};

}  // namespace mqttspec::conformance::cases
