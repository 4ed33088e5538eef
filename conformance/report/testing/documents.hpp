// Small documents for tests of what is made from documents.
#pragma once

#include <gtest/gtest.h>

#include "conformance/report/document.hpp"
#include "conformance/report/json.hpp"
#include "conformance/report/testing/sample.hpp"

namespace mqttspec::conformance::report::testing {

/// The sample, as it is read back.
inline Document sample_document() { return *checked(to_json(sample_report())); }

/// A case of 5.0 with this verdict that found these statements violated.
inline Document case_of(std::string_view name, std::string_view verdict,
                        const std::vector<std::string_view>& violated = {}) {
  Document which = {{"name", name}, {"version", "5.0"}, {"verdict", verdict}};
  which["checks"] = Document::array();
  for (const auto id : violated)
    which["checks"].push_back({{"statement", id}, {"verdict", "violated"}});
  return which;
}

/// A report with these cases of a target that serves 5.0.
inline Document document_of(const std::vector<Document>& list) {
  Document report = {{"tool", {{"name", "mqttspec"}, {"version", "0.1.0"}}}, {"cases", list}};
  report["facts"].push_back(Document::object({{"version", "5.0"}, {"served", true}}));
  auto document = checked(std::move(report));
  EXPECT_TRUE(document) << (document ? "" : document.error());
  return document ? *std::move(document) : Document();
}

}  // namespace mqttspec::conformance::report::testing
