// See report.hpp.
#include "conformance/delivery/report.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

#include "conformance/runner/probe.hpp"
#include "conformance/wire/guard.hpp"

namespace mqttspec::conformance::delivery {

using namespace play;
using namespace report;
using namespace runner;
using namespace wire;

namespace {

using model::delivery::DeliveryVerdict;

constexpr Time row_limit = 120'000;   // milliseconds that a row may take
constexpr unsigned probe_number = 0;  // of Names; those of rows begin at 1

DeliverySection section(Version version, RetainHandling handling, bool as_published) {
  DeliverySection section{version, handling, as_published, {}};
  for (const auto& row : model::delivery::delivery_rows(version, handling, as_published)) {
    if (!section.is_plain() && !row.retain) continue;
    DeliveryReportRow entry{row, {}, {}};
    for (std::size_t i = 0; i < model::delivery::situations.size(); ++i)
      entry.cells[i] = model::delivery::delivery_cell(row, model::delivery::situations[i]);
    section.rows.push_back(std::move(entry));
  }
  return section;
}

std::size_t wrong_cells(const DeliveryReportRow& row) {
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < model::delivery::situations.size(); ++i)
    if (row.verdict(i) == DeliveryVerdict::wrong) ++wrong;
  return wrong;
}

/// Why a row cannot be measured on this target, or nothing.
std::string declined(const model::delivery::DeliveryRow& row, const VersionFacts& facts) {
  if (!facts.served) return "the version is not served: " + facts.evidence;
  const bool qos_2 = row.published == Qos::exactly_once;
  const bool qos_1 = row.published == Qos::at_least_once;
  const auto lacks = [&](Need need) { return facts.limits.find(need) != nullptr; };
  if ((qos_2 && lacks(Need::qos_2)) || (qos_1 && lacks(Need::qos_1)))
    return "the broker declines the QoS";
  if (row.retain && lacks(Need::retain)) return "the broker declines RETAIN";
  return {};
}

class Measurer {
 public:
  Measurer(Target& target, const DeliveryPlan& plan, std::stop_token stop)
      : target_(target), plan_(plan), stop_(std::move(stop)) {}

  VersionFacts ask(Version version) {
    const auto network = target_.network();
    GuardedNetwork guard(*network, target_.virtual_time(), stop_, row_limit);
    return probe(guard, version, Names(plan_.nonce, probe_number, plan_.settings.prefixes),
                 plan_.settings, "probe")
        .facts;
  }

  void measure_row(DeliveryReportRow& row, unsigned number) {
    row.measured = once(row.row, number);
    if (wrong_cells(row) == 0) return;
    auto again = row;
    again.measured = once(row.row, number + 1);
    if (again.measured->obstacle.empty() && wrong_cells(again) < wrong_cells(row))
      row = std::move(again);
  }

 private:
  Measurement once(const model::delivery::DeliveryRow& row, unsigned number) {
    const auto network = target_.network();
    GuardedNetwork guard(*network, target_.virtual_time(), stop_, row_limit);
    auto measured =
        measure(guard, row, Names(plan_.nonce, number, plan_.settings.prefixes), plan_.settings);
    if (guard.end() == GuardedNetwork::End::none) return measured;
    return {{}, "it was cut short"};
  }

  Target& target_;
  const DeliveryPlan& plan_;
  std::stop_token stop_;
};

}  // namespace

std::optional<DeliveryVerdict> DeliveryReportRow::verdict(std::size_t situation) const {
  if (!measured || !measured->got[situation]) return std::nullopt;
  return model::delivery::judge(row, cells[situation], *measured->got[situation]);
}

std::size_t DeliveryReport::count(DeliveryVerdict verdict) const {
  std::size_t found = 0;
  for (const auto& section : sections)
    for (const auto& row : section.rows)
      for (std::size_t i = 0; i < row.cells.size(); ++i)
        if (row.verdict(i) == verdict) ++found;
  return found;
}

std::size_t DeliveryReport::missing() const {
  std::size_t cells = 0;
  for (const auto& section : sections)
    cells += section.rows.size() * model::delivery::situations.size();
  return cells - count(DeliveryVerdict::right) - count(DeliveryVerdict::not_followed) -
         count(DeliveryVerdict::wrong);
}

DeliveryReport delivery_report() {
  DeliveryReport report;
  report.sections.push_back(section(Version::v3_1_1, RetainHandling::send, false));
  report.sections.push_back(section(Version::v5_0, RetainHandling::send, false));
  report.sections.push_back(section(Version::v5_0, RetainHandling::send, true));
  report.sections.push_back(section(Version::v5_0, RetainHandling::send_if_new, false));
  report.sections.push_back(section(Version::v5_0, RetainHandling::do_not_send, false));
  return report;
}

void measure_all(DeliveryReport& report, Target& target, const DeliveryPlan& plan,
                 std::stop_token stop) {
  report.target = target.name();
  Measurer measurer(target, plan, std::move(stop));
  for (const auto version : {Version::v3_1_1, Version::v5_0})
    report.facts.push_back(measurer.ask(version));
  std::vector<DeliveryReportRow*> rows;
  for (auto& section : report.sections)
    for (auto& row : section.rows) {
      const auto facts = std::ranges::find(report.facts, row.row.version, &VersionFacts::version);
      if (auto reason = declined(row.row, *facts); !reason.empty())
        row.measured = Measurement{{}, std::move(reason)};
      else
        rows.push_back(&row);
    }
  std::atomic<std::size_t> next = 0;
  std::vector<std::jthread> pool;
  for (std::size_t i = 0; i < std::min<std::size_t>(plan.jobs, rows.size()); ++i)
    pool.emplace_back([&] {
      for (std::size_t index; (index = next++) < rows.size();)
        measurer.measure_row(*rows[index], static_cast<unsigned>(2 * index + 1));
    });
}

}  // namespace mqttspec::conformance::delivery
