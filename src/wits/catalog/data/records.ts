/**
 * The predefined records. The columns of a line are: number, LIS logical record type, items, spares among them, bytes
 * of data at level 1; then name | mode | trigger. Made by `scripts/catalog.mjs`.
 */
export const recordLines = `
 1 151 45 5 174 General Time-Based | automatic | TIME interval (s)
 2 152 36 9 146 Drilling - Depth Based | automatic | DEPTH interval (m/ft); only while making new hole
 3 153 26 5 102 Drilling - Connections | automatic | EVENT (first back on bottom after a connection)
 4 154 39 5 162 Hydraulics | automatic | TIME interval (s); only while circulating
 5 155 23 5  94 Trip - Time | automatic | TIME interval (s); only while tripping
 6 156 34 5 132 Trip - Connections | automatic | EVENT (first out of slips); only while tripping
 7 157 26 5 112 Survey/Directional | automatic (MWD) or manual | EVENT (new survey)
 8 158 55 9 224 MWD Formation Evaluation | automatic | TIME or DEPTH or both
 9 159 29 9 116 MWD Mechanical | automatic | TIME or DEPTH or both
10 160 33 9 136 Pressure Evaluation | automatic or manual | EVENT (new values)
11 161 35 5 146 Mud Tank Volumes | automatic | TIME interval (s)
12 162 28 5 118 Chromatograph Cycle-Based | automatic | EVENT (end of a chromatograph cycle while circulating)
13 163 48 5 198 Chromatograph Depth-Based | automatic | DEPTH interval (returns depth)
14 164 29 5 122 Lagged Mud Properties | automatic | TIME or DEPTH (returns depth) or both
15 165 59 5 570 Cuttings / Lithology | manual | EVENT (operator)
16 166 46 5 624 Hydrocarbon Show | manual | EVENT (operator)
17 167 38 5 182 Cementing | automatic | TIME interval (s); only while cementing
18 168 31 5 132 Drill Stem Testing | automatic | TIME interval (s); only during a DST
19 169 94 5 568 Configuration | manual | EVENT (operator)
20 170 65 5 274 Mud Report | manual | EVENT (operator)
21 171 49 9 408 Bit Report | manual | EVENT (operator); start and end of a bit run
22 172 10 0 298 Remarks / Comments | manual | EVENT (operator)
23 173 37 4 610 Well Identification | manual | EVENT (operator)
24 174 64 5 262 Vessel Motion / Mooring Status | automatic or manual | TIME interval (s)
25 175 52 5 320 Weather / Sea State | automatic or manual | TIME interval (s)
`;
