// Rows of what no Server may send, and the cases that are made of them: the Client is brought to
// the stage at which the bytes come, and may notice them.
#pragma once

#include <span>
#include <utility>

#include "conformance/client_cases/vocabulary.hpp"

namespace mqttspec::conformance::client_cases {

/// Where the exchange stands when the bytes come.
enum class Stage : std::uint8_t {
  connecting,    // CONNACK is due
  connected,     // nothing is under way
  published_1,   // PUBACK is due
  published_2,   // PUBREC is due
  released,      // PUBCOMP is due
  received_2,    // PUBREL is due
  subscribed,    // SUBACK is due
  unsubscribed,  // UNSUBACK is due
};

/// The bytes in one version, "iiii" for the Packet Identifier of what is under way.
struct Wrong {
  std::string_view hex;
  std::optional<Detects> detects;   // what the bytes break
  std::optional<Must> closes = {};  // what has the Client close, if it has to
  bool length_is_broken = false;    // then the Client waits for more
};

struct MalformedRow {
  std::string_view name;
  Stage stage;
  std::optional<Wrong> v3_1_1;
  std::optional<Wrong> v5_0;
};

/// Plays one row.
void play_malformed(Visit& visit, const MalformedRow& row);

/// What the row judges.
std::vector<Cited> statements_of(const MalformedRow& row);

namespace detail {

template <const auto& rows, std::size_t i>
void play_row(Visit& visit) {
  play_malformed(visit, rows[i]);
}

}  // namespace detail

/// A case for each row of a table.
template <const auto& rows>
std::vector<Case> cases_of() {
  std::vector<Case> cases;
  [&]<std::size_t... i>(std::index_sequence<i...>) {
    (cases.push_back({rows[i].name, statements_of(rows[i]), detail::play_row<rows, i>}), ...);
  }(std::make_index_sequence<std::size(rows)>{});
  return cases;
}

}  // namespace mqttspec::conformance::client_cases
