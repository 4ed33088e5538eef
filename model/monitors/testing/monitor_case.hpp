// The tests of the monitors as tables: a trace, and what is found in it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/monitors/finding.hpp"
#include "model/monitors/testing/trace_of.hpp"

namespace mqttspec::model::monitors::testing {

/// A trace and what the monitors have to say about it.
struct MonitorCase {
  std::string_view guarantee;  // empty for a freedom: no monitor of that subject may find anything
  Actor subject;
  std::string_view name;
  TraceOf (*trace)();
  std::string_view broken = {};  // canonical identifier; empty if nothing is wrong
  bool complete = true;
  bool alone = false;  // no other monitor of that subject may find anything
};

// The cases by theme; monitor_set_test.cpp runs them all.
std::span<const MonitorCase> connection_cases();
std::span<const MonitorCase> session_cases();
std::span<const MonitorCase> exchange_cases();
std::span<const MonitorCase> dup_cases();
std::span<const MonitorCase> flow_cases();
std::span<const MonitorCase> delivery_cases();
std::span<const MonitorCase> retained_cases();
std::span<const MonitorCase> property_cases();
std::span<const MonitorCase> will_cases();
std::span<const MonitorCase> subscription_cases();

/// Findings for a message of a test, a line each.
std::string describe(const std::vector<Finding>& findings);

}  // namespace mqttspec::model::monitors::testing
