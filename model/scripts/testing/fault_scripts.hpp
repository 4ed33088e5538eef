// Runs that between them make every fault of the broker visible.
#pragma once

#include <array>

namespace mqttspec::model::scripts {

/// Lines as Script takes them, for both versions; what 3.1.1 lacks is without effect there.
struct FaultScript {
  const char* profile;
  const char* lines;
};

inline constexpr auto fault_scripts = std::to_array<FaultScript>({
    // Connecting.
    {"plain", "a open; a ping"},
    {"plain", "a open; a subscribe 1 t:0"},
    {"plain", "a open; wait 40"},
    {"plain", "a connect clean; a connect clean; a ping"},
    {"plain", "a connect id=-"},
    {"plain", "a connect id=- clean; b connect id=- clean; a ping"},
    {"plain", "a malformed MQTT-3.1.2-2 1; a ping"},
    {"plain", "a connect clean; a malformed U5.0-2.2.2.2-1 3; a ping"},
    {"plain", "a connect clean id=Abc; b connect clean id=aBC; a ping"},
    {"plain", "a connect clean auth=x; a ping"},
    {"plain", "a connect clean auth=x size=12"},
    {"qos-0", "a connect clean; a subscribe 1 t:1"},
    {"qos-0", "a connect clean will=t:x wq=1; b connect clean; b publish t x q=1 id=1"},
    {"no-retain", "a connect clean will=t:x wr; b connect clean; b publish t x retain"},
    {"no-wildcards", "a connect clean; a subscribe 1 t/+:1"},
    {"no-shared", "a connect clean; a subscribe 1 $share/g/t:1"},
    {"no-subscription-ids", "a connect clean; a subscribe 1 t:1 sid=1"},
    {"plain", "a connect clean; a auth; b connect info; c connect clean ka=1; wait 2"},
    {"plain", "a connect clean ka=0; wait 3; a ping; a connect id=b ka=4; wait 1; wait 8"},
    {"plain",
     "a connect clean ka=4; wait 5; a ping; wait 5; a publish t x; wait 5; a ping; wait 20; a "
     "ping"},
    {"plain", "a connect clean ka=65535 password=x; wait 1"},

    // Sessions.
    {"plain",
     "a connect expiry=10; a subscribe 1 t:1; a lost; b connect clean; b publish t one q=1 id=1;"
     "b publish t two q=1 id=2; a connect expiry=10; a lost; a connect clean; b publish t three"},
    {"plain",
     "a connect expiry=10; a lost; wait 6; a connect expiry=10; a disconnect expiry=20; wait 15;"
     "a connect expiry=10; a lost; wait 12; a connect expiry=4294967295; a lost; wait 5; a "
     "connect"},
    {"plain", "a connect clean; a lost; a connect; a disconnect expiry=5"},
    {"own-intervals", "a connect; a lost; wait 40; a connect"},
    {"plain",
     "a connect clean; a subscribe 1 t:0; b connect clean; b publish t x q=2 id=1; b lost;"
     "b connect; b publish t y q=2 id=1; b pubrel 1"},
    {"plain", "a connect clean; a subscribe 1 t:0; b connect clean id=a; b publish t x; a ping"},
    {"plain",
     "a connect clean; a publish t x retain; a lost; wait 1; b connect clean; b subscribe 1 t:0"},
    {"plain",
     "a connect expiry=99; a subscribe 1 t:2; a publish t x q=2 id=1; a lost; a connect expiry=99;"
     "a publish t x q=2 id=1 dup; a pubrec 1; a pubrel 1; a pubcomp 1; a lost; a connect"},
    {"plain", "a connect clean; a disconnect; a ping"},

    // Wills.
    {"plain",
     "s connect clean; s subscribe 1 w:2p; a connect clean will=w:gone wq=1 wr wup=a:1,b:2 wexp=9;"
     "a lost; a connect clean will=w:gone ka=1; wait 2; a connect clean will=w:gone; a disconnect;"
     "a connect clean will=w:gone; a disconnect rc=04; n connect clean; n subscribe 1 w:1;"
     "a connect clean will=w:old; b connect clean id=a; b lost; a connect expiry=9 will=w:now;"
     "a lost; wait 1"},
    {"plain",
     "s connect clean; s subscribe 1 w:1; a connect expiry=60 will=w:x wd=5; a lost; wait 2;"
     "wait 3; a connect expiry=60 will=w:y wd=5; a lost; a connect expiry=60 will=w:z wd=30; wait "
     "9;"
     "a lost; a connect clean will=w:z; wait 60; a connect clean expiry=3 will=w:q wd=9; a lost;"
     "wait 3; wait 9"},

    // Authentication.
    {"authenticating",
     "a connect clean auth=mqttspec-echo; a auth rc=18 method=mqttspec-echo data=challenge-1;"
     "a auth rc=19 method=mqttspec-echo; a auth rc=18 method=mqttspec-echo data=challenge-2"},
    {"authenticating",
     "a connect clean auth=mqttspec-echo; a auth rc=18 method=mqttspec-echo data=challenge-1;"
     "a auth rc=19 method=mqttspec-echo; a ping; a auth rc=18 method=mqttspec-echo data=wrong"},
    {"authenticating",
     "a connect clean auth=mqttspec-echo size=99; a auth rc=18 method=mqttspec-echo data=wrong"},
    {"authenticating", "a connect clean auth=mqttspec-echo; a connect clean"},
    {"authenticating", "a connect clean auth=mqttspec-echo; a ping"},
    {"authenticating", "a connect clean auth=mqttspec-echo; a auth rc=19 method=mqttspec-echo"},
    {"authenticating",
     "a connect clean auth=mqttspec-echo; a auth rc=18 method=other data=challenge-1"},

    {"login-only", "a connect clean user=mqttspec password=wrong; a ping"},
    {"named-only", "a connect clean id=-; a ping"},
    {"redirecting", "a connect clean id=redirected"},
    {"moved", "a connect clean id=redirected"},
    {"guarded", "a connect clean; a publish forbidden/t x q=1 id=1"},
    {"full",
     "a connect clean; b connect clean; b subscribe 1 t:0; a publish full/t x q=2 id=1;"
     "a publish t y q=2 id=1"},

    {"plain",
     "a connect clean; a publish t x q=2 id=1; a publish t x q=2 id=2; a publish t x q=2 id=3; "
     "a publish t x q=2 id=4; a publish t x q=2 id=5; a publish t x q=2 id=6; a publish t x "
     "q=2 id=7; a publish t x q=2 id=8; a publish t x q=2 id=9; a publish t x q=2 id=10; a "
     "publish t x q=2 id=11; a publish t x q=2 id=12; a publish t x q=2 id=13; a publish t x "
     "q=2 id=14; a publish t x q=2 id=15; a publish t x q=2 id=16; a publish t x q=2 id=17; a "
     "publish t x q=2 id=18; a publish t x q=2 id=19; a publish t x q=2 id=20; a publish t x "
     "q=2 id=21; a ping"},
    {"plain",
     "a connect clean rm=1; a subscribe 1 t:1; a puback 77; b connect clean; b publish t 1 q=1 "
     "id=1;"
     "b publish t 2 q=1 id=2"},

    // What a Client takes.
    {"plain",
     "a connect clean size=99; a subscribe 1 t:2; a publish t x q=1 id=2; a puback 1; a publish t "
     "x q=2 id=3; a pubrec 2; a pubcomp 2; a pubrel 3; a unsubscribe 4 t"},

    // Delivery.
    {"plain",
     "a connect clean; a subscribe 1 t:2; b connect clean; b subscribe 1 t:1; c connect clean;"
     "c publish t zero; c publish t one q=1 id=1 dup; c publish t one q=1 id=1 dup; a puback 1;"
     "c publish t two q=2 id=2; c publish t two q=2 id=2 dup; c pubrel 2; c publish t 2 q=2 id=2;"
     "a publish t own q=1 id=1; a pubrec 2; a pubcomp 2; c publish t again q=2 id=3"},
    {"plain",
     "a connect expiry=99; a subscribe 1 t:2; b connect clean; b publish t one q=1 id=1;"
     "b publish t two q=1 id=2; b publish t three q=2 id=3; b publish t four q=2 id=4; a pubrec 4;"
     "a puback 2; a lost; a connect; a puback 1; a pubrec 3; a pubcomp 3; a pubcomp 4"},
    {"plain",
     "a connect expiry=9; a subscribe 1 t:2; b connect clean; b publish t one q=1 id=1;"
     "b publish t two q=2 id=2; b publish t three q=2 id=3; a puback 1 rc=80; a pubrec 2 rc=80;"
     "a pubrec 3; a lost; a connect"},
    {"plain",
     "a connect expiry=9; a subscribe 1 t:2; b connect clean; b publish t one q=2 id=1; a pubrec 1;"
     "a lost; a connect; a publish t x q=2 id=1; a pubrel 1; a publish t y q=2 id=2"},
    {"plain",
     "a connect expiry=9; a subscribe 1 t:2; b connect clean; b publish t one q=1 id=1; a puback 1;"
     "b publish t two q=2 id=2; a pubrec 2; a pubcomp 2; a lost; a connect; a ping"},
    {"plain",
     "a connect expiry=9; a subscribe 1 t:2; a publish t x q=1 id=1; a ping; a unsubscribe 2 t;"
     "a lost; a connect"},
    {"plain",
     "a connect rm=1 expiry=9; a subscribe 1 t:2; b connect clean; b publish t one q=2 id=1;"
     "b publish t two q=2 id=2; b publish t three q=2 id=3; a ping; a pubrec 1; a ping; a pubcomp "
     "1;"
     "a pubrec 2; a pubcomp 2; a pubrec 3; a lost; b publish t four q=1 id=4;"
     "b publish t five q=1 id=5; a connect expiry=9"},
    {"plain",
     "a connect rm=1 size=30; a subscribe 1 t:2; b connect clean;"
     "b publish t 1234567890123456789012345678901234567890 q=1 id=1; b publish t two q=1 id=2"},
    {"small",
     "a connect clean; a publish t x q=2 id=1; a publish t x q=2 id=2; a publish t x q=2 id=3;"
     "a ping"},
    {"plain",
     "a connect expiry=99; a subscribe 1 t:2; b connect clean; b publish t x q=2 id=1 exp=2; a "
     "lost;"
     "b publish t y q=1 id=2 exp=5; b publish t z q=1 id=3 exp=2; wait 3; a connect"},
    {"plain",
     "a connect clean noinfo; a subscribe 1 t:1; a publish t x q=1 id=1 pfi=1 ct=c rt=r cd=d exp=9"
     " up=b:1,a:2,b:3"},

    // Subscriptions.
    {"overlap-copies",
     "a connect clean; a subscribe 1 t:1 sid=1; a subscribe 2 +:1 sid=2; a publish t x"},
    {"plain",
     "a connect clean; a subscribe 1 x:0 t/+:1 t/#:2 sid=7; a publish t/1 x q=2 id=1;"
     "a subscribe 2 t/#:0 sid=8; a publish t/2 y q=1 id=2; a unsubscribe 3 t/+ t/# none;"
     "a publish t/3 z q=1 id=3; a unsubscribe 4 none"},
    {"plain",
     "a connect clean; a subscribe 1 t:2; a subscribe 2 t:0; a publish t x q=1 id=1;"
     "a unsubscribe 3 t; a publish t y"},
    {"plain",
     "a connect clean; a subscribe 1 t/1:0 t/2:1 t/+:0; a unsubscribe 2 t/+;"
     "a publish t/1 x; a publish t/2 x"},
    {"plain",
     "a connect rm=1 clean; a subscribe 1 t:1; a publish t one q=1 id=1; a publish t two q=1 id=2;"
     "a subscribe 2 t:1; a puback 1"},
    {"plain",
     "a connect clean; a subscribe 1 t:1n; a publish t x q=1 id=1; a subscribe 2 $share/g/u:1n"},
    {"plain",
     "a connect clean; b connect clean; a subscribe 1 $share/g/t:0; b subscribe 1 $share/g/t:0;"
     "a subscribe 2 $share/h/t:0; c connect clean; c publish t x q=2 id=1 retain; c publish t y;"
     "c publish t z; b subscribe 2 $share/k/t:0"},
    {"plain",
     "a connect clean expiry=9; b connect clean; a subscribe 1 $share/g/t:2; b subscribe 1"
     " $share/g/t:2; c connect clean; c publish t x q=2 id=1; c publish t y q=1 id=2;"
     "c publish t z q=1 id=3; a puback 2 rc=80; c publish t w q=1 id=4; c publish t v q=1 id=5;"
     "x connect clean id=a"},

    // Retained messages.
    {"plain",
     "a connect clean; a publish t/1 one retain q=1 id=1; a publish t/1 two retain;"
     "a publish t/2 x; b connect clean; b subscribe 1 t/+:1; b subscribe 2 t/+:1;"
     "b subscribe 3 t/1:1h1; b subscribe 4 t/1:1h1; b subscribe 5 t/1:1h2; a publish t/1 three;"
     "b subscribe 6 t/1:1; a publish t/1 - retain; b subscribe 7 t/1:1"},
    {"plain",
     "a connect clean; a publish t one retain q=1 id=1; a publish t two retain q=1 id=2;"
     "b connect clean; b subscribe 1 t:1p; a publish t three retain; a publish t four"},
    {"plain",
     "a connect clean; a publish t x retain exp=2; wait 3; b connect clean; b subscribe 1 t:0"},

    // Topics.
    {"plain",
     "a connect clean; a subscribe 1 t/#:0 +:0; b connect clean; b subscribe 1 #:0 Case:0 l/:0;"
     "c connect clean; c subscribe 1 p:0 x/+:0 +/y:0; d connect clean; d publish t 1; d publish "
     "t/2/3"
     " 2; d publish $t 3; d publish case 4; d publish l 5; d publish p/q 6; d publish x/ 7;"
     "d publish x/1/2 8; d publish /y 9"},

    {"plain",
     "a connect clean; a subscribe 1 t/#:0; b connect clean; b publish t 1; b publish T/x 2"},
    {"plain", "a connect clean; a subscribe 1 $t:0; b connect clean; b publish $t x"},

    // Topic Aliases.
    {"plain",
     "a connect clean expiry=9 tam=2; a subscribe 1 #:0; a publish t x alias=10; a publish - y"
     " alias=10; a publish u z alias=10; a publish - w alias=10; a lost; a connect expiry=9;"
     "a publish - v alias=10"},
    {"plain", "a connect clean; a publish t x alias=11; a ping"},
    {"plain",
     "a connect clean; a subscribe 1 #:0; a publish t x alias=1; a publish u y alias=2;"
     "a publish - z alias=1; a publish - w alias=1"},

    // What is assumed of a Client that says nothing.
    {"aliases", "a connect clean; a subscribe 1 t:0; a publish t x"},
    {"talkative", "a connect clean"},
    {"plain", "a connect clean id=abcdefghijklmnopqrstuvw"},
    {"plain", "a connect clean auth=x; a connect"},
    {"plain", "a connect id=- expiry=9; b connect id=xassigned-1 expiry=9"},

    // Sessions that go on, or do not.
    {"plain", "a connect expiry=9; b connect id=a expiry=9"},
    {"plain",
     "a connect expiry=9; a subscribe 1 t:0; b connect clean id=a; c connect clean; c publish t x"},
    {"plain", "a connect expiry=5; wait 6; a ping"},
    {"plain", "a connect expiry=9; a disconnect; a connect"},
    {"plain", "a connect expiry=9; a connect; a connect"},
    {"plain", "a connect expiry=9; a disconnect expiry=0; a connect; a connect; a connect"},
    {"plain",
     "a connect expiry=9; a subscribe 1 t:1np sid=7; a lost; a connect expiry=9;"
     "a publish t x q=1 id=1 retain; b connect clean; b publish t y q=1 id=1 retain"},
    {"plain",
     "a connect rm=1 expiry=9; a subscribe 1 t:1; a publish t x q=1 id=1; a lost;"
     "a connect rm=1 expiry=9"},
    {"plain",
     "a connect expiry=9; a subscribe 1 $share/g/t:2; b connect clean; b publish t x q=2 id=1;"
     "a lost; a connect"},
    {"plain",
     "a connect expiry=9; a subscribe 1 t:1; a lost; b connect clean; b publish t x q=1 id=1;"
     "wait 2; a connect"},

    // Errors, and what becomes of the Will then.
    {"plain", "a connect clean size=60; a connect"},
    {"plain",
     "s connect clean; s subscribe 1 w:0; a connect clean will=w:x; a connect;"
     "a connect clean will=w:y; a disconnect expiry=5"},
    {"plain", "a connect clean; a malformed MQTT-3.1.2-2 3"},
    {"plain",
     "s connect clean; s subscribe 1 w:0; a connect clean will=w:x wpf=1 wct=c wrt=r wcd=d; a "
     "lost"},

    // Sizes and lengths.
    {"plain",
     "a connect clean size=40; a subscribe 1 t:0; b connect clean;"
     "b publish t 12345678901234567890123456789012345"},
    {"plain",
     "a connect expiry=60; a subscribe 1 t:1; a lost; b connect clean;"
     "b publish t x q=1 id=1 exp=10; wait 6; a connect expiry=60"},
    {"plain",
     "a connect clean; a subscribe 1 #:0; a publish "
     "ttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
     "ttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt x"},
    {"plain", "a connect clean; a subscribe 1 #:0; a publish a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q x"},
    {"plain", "a connect clean; a subscribe 1 +/+:0; a publish t/1 x"},
    {"plain",
     "a connect clean; a subscribe 1 +/+:0 #:0; a publish t/1 x; a publish \xEF\xBB\xBFt x;"
     "a publish t//1 x; a publish t/./1 x; a publish t -; a publish t x ct= up=a:;"
     "a publish t x ct=\xEF\xBB\xBF"},

    // Retained messages with all their properties.
    {"plain",
     "a connect clean; a publish t x retain q=1 id=1 exp=9 pfi=1 ct=c rt=r cd=d up=a:1;"
     "a publish u y retain; wait 2; b connect clean; b subscribe 1 +:0 sid=3"},
    {"plain",
     "c connect clean; c publish t x retain; a connect clean; a subscribe 1 $share/g/t:0;"
     "b connect clean; b subscribe 1 $share/g/t:0"},

    // Overlapping subscriptions, identifiers of another Client, a session that ends by takeover.
    {"plain",
     "a connect clean; a subscribe 1 t:0 +:2; a publish t x q=2 id=1; a subscribe 2 t:2 +:0 sid=3;"
     "b connect clean; b subscribe 1 t:0; a publish t y q=2 id=2; c connect clean id=a"},
    {"plain", "a connect clean; a subscribe 1 t:0; b connect id=a; b publish t x"},

    // RETAIN of messages that are sent again.
    {"plain",
     "a connect expiry=9; a publish t x retain q=1 id=1; a subscribe 1 t:1 u:1;"
     "a publish u y retain q=1 id=2; a lost; a connect expiry=9"},

    // DUP, and Packet Identifiers that a clean start frees.
    {"plain",
     "a connect expiry=9; a subscribe 1 t:2; b connect expiry=9; b publish t one q=1 id=1 dup;"
     "b publish t two q=2 id=2 dup; b lost; b connect clean; b publish t two q=2 id=2; a lost;"
     "b publish t one q=1 id=1; b publish t two q=2 id=3; a connect expiry=9"},

    // Acknowledgements out of order, or twice.
    {"plain", "a connect clean; a publish t x q=2 id=1; a pubrel 1; a pubrel 1"},
    {"plain", "a connect clean; a subscribe 1 t:2; a publish t x q=2 id=1; a pubrec 1; a pubrec 1"},
    {"plain",
     "a connect clean; a subscribe 1 t:1; b connect clean; b publish t one q=1 id=1;"
     "b publish t two q=1 id=2; a puback 1; b publish t three q=1 id=3"},
    {"plain",
     "a connect rm=1 clean; a subscribe 1 t:2; a publish t one q=1 id=1; a publish t two q=1 id=2;"
     "a puback 1 rc=80"},

    // Subscriptions that are replaced, shared, deleted.
    {"plain",
     "a connect clean; a subscribe 1 t:1np sid=7; a subscribe 2 t:0; a publish t x retain q=1 id=1;"
     "b connect clean; b publish t z retain q=1 id=1"},
    {"plain",
     "a connect clean; a subscribe 1 $share/g/t/+:0 t/1:0; b connect clean; b subscribe 1 t/#:0;"
     "b publish t/1 x"},
    {"plain",
     "a connect clean; a subscribe 1 $share/g/t:0; a subscribe 2 $share/g/t:0; b connect clean;"
     "b subscribe 1 $share/g/t:0; a unsubscribe 3 $share/g/t; b publish t x; b publish t y"},
    {"plain",
     "a connect clean; b connect clean; a subscribe 1 t:0; b subscribe 1 t:0; a unsubscribe 2 t;"
     "a publish t x"},
});

}  // namespace mqttspec::model::scripts
