// The delivery table measured on the reference broker in process: right as it is, wrong with
// faults.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sstream>

#include "conformance/delivery/json.hpp"
#include "conformance/delivery/text.hpp"
#include "conformance/wire/loopback.hpp"

namespace mqttspec::conformance::delivery {

using namespace report;
using namespace wire;

namespace {

using model::delivery::DeliveryVerdict;

DeliveryReport measured(const char* profile, const char* fault = nullptr) {
  auto report = delivery_report();
  const auto faults =
      fault == nullptr ? model::FaultSet() : model::FaultSet::of(model::find_fault(fault)->id);
  const auto target = make_loopback_target(*model::find_profile(profile), faults);
  measure_all(report, *target, {.settings = {}, .jobs = 2, .nonce = "test"}, {});
  return report;
}

TEST(DeliveryReportTest, PlainBrokerIsRight) {
  const auto report = measured("plain");
  EXPECT_EQ(report.count(DeliveryVerdict::wrong), 0U);
  EXPECT_EQ(report.count(DeliveryVerdict::not_followed), 0U);
  EXPECT_EQ(report.missing(), 0U);
}

TEST(DeliveryReportTest, WhatMayComeIsSeen) {
  const auto report = measured("keeps-qos-0");
  EXPECT_EQ(report.count(DeliveryVerdict::wrong), 0U);
  std::size_t kept = 0;
  for (const auto& row : report.sections[0].rows) {
    const auto& cell = row.cells[1];
    if (cell.demand == model::delivery::Demand::may && row.measured->got[1] == cell.messages)
      ++kept;
  }
  EXPECT_GT(kept, 0U);
}

TEST(DeliveryReportTest, WhatIsDeclinedIsNotMeasured) {
  const auto report = measured("no-retain");
  EXPECT_EQ(report.count(DeliveryVerdict::wrong), 0U);
  EXPECT_GT(report.missing(), 0U);
}

TEST(DeliveryReportTest, FaultsAreFound) {
  for (const char* fault : {"retained_not_sent", "offline_messages_not_stored",
                            "retain_always_forwarded", "granted_qos_exceeded"})
    EXPECT_GT(measured("plain", fault).count(DeliveryVerdict::wrong), 0U) << fault;
}

TEST(DeliveryReportTest, Words) {
  constexpr auto qos_1 = Qos::at_least_once;
  EXPECT_EQ(in_words({}), "-");
  EXPECT_EQ(in_words({{3, Qos::at_most_once, true}}), "M3 q0R");
  EXPECT_EQ(in_words({{1, qos_1, false}, {2, qos_1, false}}), "M1-2 q1");
  EXPECT_EQ(in_words({{2, qos_1, false}, {1, qos_1, true}}), "M2q1 M1q1R");
}

TEST(DeliveryReportTest, FitsTheScreen) {
  std::ostringstream out;
  print_delivery(measured("plain"), Paint(false), out);
  std::istringstream in(out.str());
  for (std::string line; std::getline(in, line);) {
    const bool is_free = line.starts_with("MQTT ") || line.starts_with("target");
    EXPECT_LE(is_free ? 0U : line.size(), 80U) << line;
  }
}

TEST(DeliveryReportTest, Json) {
  const auto json = to_json(measured("plain", "retained_not_sent"));
  EXPECT_EQ(json["rows"].size(), 36U + 36U + 3U * 18U);
  std::size_t wrong = 0;
  for (const auto& row : json["rows"])
    for (const auto& cell : row["cells"])
      if (cell["verdict"] == "wrong") ++wrong;
  EXPECT_GT(wrong, 0U);
}

}  // namespace
}  // namespace mqttspec::conformance::delivery
