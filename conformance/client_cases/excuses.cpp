// See excuses.hpp.
#include "conformance/client_cases/excuses.hpp"

#include <algorithm>
#include <array>

namespace mqttspec::conformance::client_cases {

using namespace literals;

namespace {

struct ExcuseRow {
  StatementId statement;
  std::string_view reason;
};

constexpr auto excuse_rows = std::to_array<ExcuseRow>({
#define EXCUSE(statement, reason) {statement, reason},
#include "conformance/client_cases/excuses.def"
#undef EXCUSE
});

}  // namespace

std::string_view excuse_of(StatementId statement) {
  const auto* const row = std::ranges::find(excuse_rows, statement, &ExcuseRow::statement);
  return row == excuse_rows.end() ? std::string_view() : row->reason;
}

}  // namespace mqttspec::conformance::client_cases
