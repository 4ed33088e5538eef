// The line-JSON of drivers, there and back.
#include "conformance/subject/protocol.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace mqttspec::conformance::subject {

namespace {

using nlohmann::json;

TEST(Protocol, NamesTheFieldsOfACommand) {
  owned::Connect connect;
  connect.client_id = "c\xFF";
  connect.keep_alive = 9;
  auto& will = connect.will.emplace();
  will.topic = "w";
  will.properties.content_type = "text";
  connect.properties.user_properties.push_back({"a", "b"});
  const auto object = to_json({1, Version::v5_0, connect}, {"127.0.0.1", 1883});
  EXPECT_EQ(object["do"], "connect");
  EXPECT_EQ(object["client_id"], json({{"hex", "63ff"}}));
  EXPECT_EQ(object["properties"]["user_property"], json::parse(R"([["a","b"]])"));
  const auto fields = fields_of(object);
  for (const auto* const each : {"connect.client_id", "connect.will.properties.content_type",
                                 "connect.port", "connect.properties.user_property"})
    EXPECT_NE(std::ranges::find(fields, each), fields.end()) << each;
}

TEST(Protocol, LeavesOutWhat3_1_1Lacks) {
  owned::Publish publish;
  publish.topic = "t";
  publish.properties.content_type = "text";
  EXPECT_FALSE(to_json({1, Version::v3_1_1, publish}).contains("properties"));
  EXPECT_TRUE(to_json({1, Version::v5_0, publish}).contains("properties"));
}

TEST(Protocol, ReadsWhatAMessageHas) {
  const auto said =
      parse_said(R"({"ev":"msg","topic":"t","payload":{"hex":"00ff"},"qos":2,"dup":true,)"
                 R"("properties":{"subscription_identifier":[3,4],"user_property":[["a","b"]]}})");
  ASSERT_EQ(said.kind, Said::Kind::message);
  const auto& message = std::get<owned::Publish>(*said.packet);
  EXPECT_EQ(message.payload, std::string("\0\xFF", 2));
  EXPECT_EQ(message.qos, Qos::exactly_once);
  EXPECT_TRUE(message.dup);
  ASSERT_EQ(message.properties.subscription_identifiers.size(), 2U);
  EXPECT_EQ(message.properties.subscription_identifiers[1].value, 4U);
  EXPECT_EQ(message.properties.user_properties.at(0).value, "b");
}

TEST(Protocol, TakesNothingForGranted) {
  for (const auto* const line :
       {"", "null", "[]", "{}", R"({"ev":7})", R"({"ev":"up","reason_code":"x"})",
        R"({"ev":"msg","topic":{"hex":"zz"}})", R"({"ev":"suback","tag":{}})"})
    EXPECT_EQ(parse_said(line).kind, Said::Kind::nonsense) << line;
}

}  // namespace
}  // namespace mqttspec::conformance::subject
