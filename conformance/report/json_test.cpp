// The JSON report: against its schema, and against the report that it was made from.
#include "conformance/report/json.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

#include "conformance/report/testing/sample.hpp"

namespace mqttspec::conformance::report {
namespace {

using Json = nlohmann::ordered_json;

std::string read(std::string_view path) {
  std::ifstream in(std::string(MQTTSPEC_SOURCE_DIR "/") + std::string(path));
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

const Json& schema() {
  static const Json parsed = Json::parse(read("conformance/report/report.schema.json"));
  return parsed;
}

bool has_type(const Json& value, const Json& type) {
  if (type.is_array()) {
    for (const auto& each : type)
      if (has_type(value, each)) return true;
    return false;
  }
  const auto name = type.get<std::string>();
  return (name == "object" && value.is_object()) || (name == "array" && value.is_array()) ||
         (name == "string" && value.is_string()) || (name == "boolean" && value.is_boolean()) ||
         (name == "integer" && value.is_number_integer()) ||
         (name == "number" && value.is_number()) || (name == "null" && value.is_null());
}

// The key words of JSON Schema that the schema of the report uses.
void check(const Json& value, const Json& rule, const std::string& where) {
  if (rule.contains("$ref")) {
    const auto name = rule["$ref"].get<std::string>().substr(std::string("#/$defs/").size());
    return check(value, schema()["$defs"].at(name), where);
  }
  if (rule.contains("type")) {
    EXPECT_TRUE(has_type(value, rule["type"])) << where;
  }
  if (rule.contains("const")) {
    EXPECT_EQ(value, rule["const"]) << where;
  }
  if (rule.contains("enum")) {
    EXPECT_NE(std::ranges::find(rule["enum"], value), rule["enum"].end()) << where << value;
  }
  if (value.is_array() && rule.contains("items"))
    for (const auto& each : value) check(each, rule["items"], where + "[]");
  if (!value.is_object()) return;
  if (rule.contains("required")) {
    for (const auto& key : rule["required"])
      EXPECT_TRUE(value.contains(key.get<std::string>())) << where << " lacks " << key;
  }
  if (!rule.contains("properties")) return;
  for (const auto& [key, member] : value.items()) {
    EXPECT_TRUE(rule["properties"].contains(key)) << where << "." << key << " is undocumented";
    if (rule["properties"].contains(key)) check(member, rule["properties"][key], where + "." + key);
  }
}

TEST(JsonReport, FollowsItsSchema) { check(to_json(testing::sample_report()), schema(), "report"); }

TEST(JsonReport, AnEmptyReportFollowsItToo) { check(to_json({}), schema(), "report"); }

TEST(JsonReport, HasTheReport) {
  const Json json = to_json(testing::sample_report());
  EXPECT_EQ(json["target"], "tcp://127.0.0.1:1883");
  EXPECT_EQ(json["complete"], false);
  EXPECT_EQ(json["duration_s"], 12.345);
  EXPECT_EQ(json["facts"][1]["lacks"], Json({"Shared Subscriptions", "Topic Aliases"}));
  EXPECT_EQ(json["facts"][1]["limits"]["evidence"]["Topic Aliases"], "CONNACK");
  EXPECT_EQ(json["summary"]["cases"]["fail"], 2);
  EXPECT_EQ(json["summary"]["cases"]["not run"], 1);
  EXPECT_EQ(json["summary"]["tracker"], (Json{{"yes", 0}, {"no", 1}, {"unknown", 7}}));
  EXPECT_EQ(json["summary"]["statements"]["5.0"],
            (Json{{"violated", 1}, {"satisfied", 1}, {"declined", 1}}));
  EXPECT_EQ(json["summary"]["text"], closing_line(testing::sample_report()));
  EXPECT_EQ(json["cases"].size(), 11U);
  EXPECT_EQ(json["statements"][2], (Json{{"version", "5.0"},
                                         {"id", "MQTT-4.3.3-10"},
                                         {"level", "must"},
                                         {"verdict", "violated"},
                                         {"cases", {"qos2/again"}}}));
}

TEST(JsonReport, HasTheCase) {
  const Json json = to_json(testing::sample_report())["cases"][1];
  const Json expected = {{"name", "qos2/again"},
                         {"section", "4.3"},
                         {"version", "5.0"},
                         {"verdict", "fail"},
                         {"news", "fresh"},
                         {"closing", "fin"},
                         {"closing_code", 0x82},
                         {"unexplained_close", true},
                         {"statements", {"MQTT-4.3.3-10"}},
                         {"expected", "PUBREC id=7"},
                         {"explanation", "the twin is accepted\na new client is \\xff accepted"},
                         {"tracker", {{"explained", "no"}, {"text", "PUBREC id=7 on \\xff"}}},
                         {"attribution", {"sends no PUBREC", "answers a repeat with an error"}},
                         {"tries", 3},
                         {"duration_s", 1.5}};
  for (const auto& [key, value] : expected.items()) EXPECT_EQ(json[key], value) << key;
  EXPECT_EQ(json["checks"][1], (Json{{"statement", "MQTT-4.3.3-10"}, {"verdict", "violated"}}));
}

TEST(JsonReport, HasTheWire) {
  const Json wire = to_json(testing::sample_report())["cases"][1]["wire"];
  ASSERT_EQ(wire.size(), 5U);
  EXPECT_EQ(wire[0],
            (Json{{"event", "opened"}, {"at_s", 0.0}, {"connection", "pub"}, {"from", "client"}}));
  EXPECT_EQ(wire[2], (Json{{"event", "packet"},
                           {"at_s", 0.105},
                           {"connection", "pub"},
                           {"from", "server"},
                           {"bytes", "50020007"},
                           {"packet", "PUBREC id=7"}}));
  EXPECT_EQ(wire[3]["event"], "garbage");
  EXPECT_EQ(wire[3]["decisive"], true);
  EXPECT_EQ(wire[4]["from"], "server");
}

TEST(JsonReport, CanBePrintedWhateverTheTargetSent) {
  auto report = testing::sample_report();
  report.target = "\xFF";
  report.facts[0].evidence = {"\0\x80", 2};
  report.cases[0].result.actual = "\xED\xA0\x80";
  EXPECT_NO_THROW(to_json(report).dump());
}

TEST(JsonReport, KnowsItsVersion) {
  const auto expected = "project(mqttspec VERSION " + std::string(tool_version) + " ";
  EXPECT_NE(read("CMakeLists.txt").find(expected), std::string::npos);
}

}  // namespace
}  // namespace mqttspec::conformance::report
