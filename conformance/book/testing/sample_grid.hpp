// A grid of two brokers and a Client for tests.
#pragma once

#include "conformance/book/grid.hpp"
#include "conformance/report/testing/documents.hpp"

namespace mqttspec::conformance::book::testing {

inline report::Document sample_report(const char* name, const char* case_name,
                                      const char* verdict) {
  using report::Document;
  Document which = {{"name", case_name},
                    {"section", "4.3"},
                    {"version", "5.0"},
                    {"verdict", verdict == std::string("violated") ? "fail" : "pass"},
                    {"statements", {"MQTT-4.3.3-10"}},
                    {"expected", "one PUBLISH"},
                    {"actual", verdict == std::string("violated") ? "two of <them>" : ""}};
  which["checks"].push_back({{"statement", "MQTT-4.3.3-10"}, {"verdict", verdict}});
  Document report = {{"tool", {{"name", "mqttspec"}, {"version", "0.1.0"}}},
                     {"target", name},
                     {"broker", {{"name", name}, {"version", "1.0"}, {"package", ""}}},
                     {"date", "2026-03-01"}};
  report["facts"].push_back({{"version", "5.0"}, {"served", true}});
  report["facts"].push_back({{"version", "3.1.1"}, {"served", false}});
  report["cases"].push_back(std::move(which));
  report["statements"].push_back(Document::object({{"version", "5.0"},
                                                   {"id", "MQTT-4.3.3-10"},
                                                   {"level", "must"},
                                                   {"verdict", verdict},
                                                   {"cases", {case_name}}}));
  auto document = report::checked(std::move(report));
  EXPECT_TRUE(document) << (document ? "" : document.error());
  return document ? *std::move(document) : Document();
}

/// A broker that is wrong, a Client that is right, and a broker that is right.
inline Grid sample_grid() {
  const report::Document reports[] = {
      sample_report("Wrong", "qos2/each-message-has-an-unused-identifier", "violated"),
      sample_report("Library", "client/qos2/message-sent-again-is-handed-over-once", "satisfied"),
      sample_report("Right", "qos2/each-message-has-an-unused-identifier", "satisfied"),
  };
  return make_grid(reports);
}

}  // namespace mqttspec::conformance::book::testing
