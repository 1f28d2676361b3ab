/**
 * The items of the predefined records, by record number. The columns of a line are: code, mnemonic, long mnemonic,
 * type, length in bytes at level 1, metric unit, FPS unit (`-` for none), name. Made by `scripts/catalog.mjs`.
 */
export const itemLines: Readonly<Record<number, string>> = {
  1: `
0101 WID  WELLID   A  16 -    -    Well Identifier
0102 SKNO STKNUM   S   2 -    -    Sidetrack/Hole Sect No.
0103 RID  RECID    S   2 -    -    Record Identifier
0104 SQID SEQID    L   4 -    -    Sequence Identifier
0105 DATE DATE     L   4 -    -    Date
0106 TIME TIME     L   4 -    -    Time
0107 ACTC ACTCOD   S   2 -    -    Activity Code
0108 DBTM DEPTBITM F   4 M    F    Depth Bit (meas)
0109 DBTV DEPTBITV F   4 M    F    Depth Bit (vert)
0110 DMEA DEPTMEAS F   4 M    F    Depth Hole (meas)
0111 DVER DEPTVERT F   4 M    F    Depth Hole (vert)
0112 BPOS BLKPOS   F   4 M    F    Block Position
0113 ROPA ROPA     F   4 M/HR F/HR Rate of Penetration (avg)
0114 HKLA HKLA     F   4 KDN  KLB  Hookload (avg)
0115 HKLX HKLX     F   4 KDN  KLB  Hookload (max)
0116 WOBA WOBA     F   4 KDN  KLB  Weight-on-Bit (surf,avg)
0117 WOBX WOBX     F   4 KDN  KLB  Weight-on-Bit (surf,max)
0118 TQA  TORQA    F   4 KNM  KFLB Rotary Torque (surf,avg)
0119 TQX  TORQX    F   4 KNM  KFLB Rotary Torque (surf,max)
0120 RPMA RPMA     S   2 RPM  RPM  Rotary Speed (surf,avg)
0121 SPPA SPPA     F   4 KPA  PSI  Standpipe Pressure (avg)
0122 CHKP CHKP     F   4 KPA  PSI  Casing (Choke) Pressure
0123 SPM1 SPM1     S   2 SPM  SPM  Pump Stroke Rate #1
0124 SPM2 SPM2     S   2 SPM  SPM  Pump Stroke Rate #2
0125 SPM3 SPM3     S   2 SPM  SPM  Pump Stroke Rate #3
0126 TVA  TVOLACT  F   4 M3   BBL  Tank Volume (active)
0127 TVCA TVOLCACT F   4 M3   BBL  Tank Volume Change (act)
0128 MFOP MFOP     S   2 %    %    Mud Flow Out %
0129 MFOA MFOA     F   4 L/M  GPM  Mud Flow Out (avg)
0130 MFIA MFIA     F   4 L/M  GPM  Mud Flow In (avg)
0131 MDOA MDOA     F   4 KGM3 PPG  Mud Density Out (avg)
0132 MDIA MDIA     F   4 KGM3 PPG  Mud Density In (avg)
0133 MTOA MTOA     F   4 DEGC DEGF Mud Temperature Out (avg)
0134 MTIA MTIA     F   4 DEGC DEGF Mud Temperature In (avg)
0135 MCOA MCOA     F   4 MMHO MMHO Mud Conductivity Out (avg)
0136 MCIA MCIA     F   4 MMHO MMHO Mud Conductivity In (avg)
0137 STKC STKC     L   4 -    -    Pump Stroke Count (cum)
0138 LSTK LAGSTKS  S   2 -    -    Lag Strokes
0139 DRTM DEPTRETM F   4 M    F    Depth Returns (meas)
0140 GASA GASA     F   4 %    %    Gas (avg)
0141 SPR1 SPARE1   F   4 -    -    SPARE 1
0142 SPR2 SPARE2   F   4 -    -    SPARE 2
0143 SPR3 SPARE3   F   4 -    -    SPARE 3
0144 SPR4 SPARE4   F   4 -    -    SPARE 4
0145 SPR5 SPARE5   F   4 -    -    SPARE 5
`,
  2: `
0201 WID  WELLID   A  16 -    -    Well Identifier
0202 SKNO STKNUM   S   2 -    -    Sidetrack/Hole Sect No.
0203 RID  RECID    S   2 -    -    Record Identifier
0204 SQID SEQID    L   4 -    -    Sequence Identifier
0205 DATE DATE     L   4 -    -    Date
0206 TIME TIME     L   4 -    -    Time
0207 ACTC ACTCOD   S   2 -    -    Activity Code
0208 DMEA DEPTMEAS F   4 M    F    Depth Hole (meas)
0209 DVER DEPTVERT F   4 M    F    Depth Hole (vert)
0210 ROPA ROPA     F   4 M/HR F/HR Rate of Penetration (avg)
0211 WOBA WOBA     F   4 KDN  KLB  Weight-on-Bit (surf,avg)
0212 HKLA HKLA     F   4 KDN  KLB  Hookload (avg)
0213 SPPA SPPA     F   4 KPA  PSI  Standpipe Pressure (avg)
0214 TQA  TORQA    F   4 KNM  KFLB Rotary Torque (surf,avg)
0215 RPMA RPMA     S   2 RPM  RPM  Rotary Speed (surf,avg)
0216 BRVC BTREVC   L   4 -    -    Bit Revolutions (cum)
0217 MDIA MDIA     F   4 KGM3 PPG  Mud Density In (avg)
0218 ECDT ECDTD    F   4 KGM3 PPG  ECD at Total Depth
0219 MFIA MFIA     F   4 L/M  GPM  Mud Flow In (avg)
0220 MFOA MFOA     F   4 L/M  GPM  Mud Flow Out (avg)
0221 MFOP MFOP     S   2 %    %    Mud Flow Out %
0222 TVA  TVOLACT  F   4 M3   BBL  Tank Volume (active)
0223 CPDI CPDI     F   4 $/M  $/F  Cost/Distance (inst)
0224 CPDC CPDC     F   4 $/M  $/F  Cost/Distance (cum)
0225 BDTI BTDTIME  F   4 HR   HR   Bit Drilled Time
0226 BDDI BTDDIST  F   4 M    F    Bit Drilled Distance
0227 DXC  DXC      F   4 -    -    Corr. Drilling Exponent
0228 SPR1 SPARE1   F   4 -    -    SPARE 1
0229 SPR2 SPARE2   F   4 -    -    SPARE 2
0230 SPR3 SPARE3   F   4 -    -    SPARE 3
0231 SPR4 SPARE4   F   4 -    -    SPARE 4
0232 SPR5 SPARE5   F   4 -    -    SPARE 5
0233 SPR6 SPARE6   F   4 -    -    SPARE 6
0234 SPR7 SPARE7   F   4 -    -    SPARE 7
0235 SPR8 SPARE8   F   4 -    -    SPARE 8
0236 SPR9 SPARE9   F   4 -    -    SPARE 9
`,
  3: `
0301 WID  WELLID   A  16 -    -    Well Identifier
0302 SKNO STKNUM   S   2 -    -    Sidetrack/Hole Sect No.
0303 RID  RECID    S   2 -    -    Record Identifier
0304 SQID SEQID    L   4 -    -    Sequence Identifier
0305 DATE DATE     L   4 -    -    Date
0306 TIME TIME     L   4 -    -    Time
0307 ACTC ACTCOD   S   2 -    -    Activity Code
0308 DCNM DEPTCONM F   4 M    F    Depth Connection (meas)
0309 DCNV DEPTCONV F   4 M    F    Depth Connection (vert)
0310 DMEA DEPTMEAS F   4 M    F    Depth Hole (meas)
0311 DVER DEPTVERT F   4 M    F    Depth Hole (vert)
0312 ETBS ETIMEBTS S   2 SEC  SEC  Elapsed Time Bottom-Slips
0313 ETSL ETIMESLP S   2 SEC  SEC  Elapsed Time In-Slips
0314 ETSB ETIMESTB S   2 SEC  SEC  Elapsed Time Slips-Bottom
0315 ETPO ETIMEPOF S   2 SEC  SEC  Elapsed Time Pumps-Off
0316 RSUX RSUX     F   4 M/S  FPM  Running Speed - up (max)
0317 RSDX RSDX     F   4 M/S  FPM  Running Speed - down (max)
0318 HKLX HKLX     F   4 KDN  KLB  Hookload (max)
0319 STWT STRGWT   F   4 KDN  KLB  String Weight (rot,avg)
0320 TQMX TORQMUX  F   4 KNM  KFLB Torque - Make Up (max)
0321 TQBX TORQBOX  F   4 KNM  KFLB Torque - Breakout (max)
0322 SPR1 SPARE1   F   4 -    -    SPARE 1
0323 SPR2 SPARE2   F   4 -    -    SPARE 2
0324 SPR3 SPARE3   F   4 -    -    SPARE 3
0325 SPR4 SPARE4   F   4 -    -    SPARE 4
0326 SPR5 SPARE5   F   4 -    -    SPARE 5
`,
  4: `
0401 WID  WELLID   A  16 -    -    Well Identifier
0402 SKNO STKNUM   S   2 -    -    Sidetrack/Hole Sect No.
0403 RID  RECID    S   2 -    -    Record Identifier
0404 SQID SEQID    L   4 -    -    Sequence Identifier
0405 DATE DATE     L   4 -    -    Date
0406 TIME TIME     L   4 -    -    Time
0407 ACTC ACTCOD   S   2 -    -    Activity Code
0408 DMEA DEPTMEAS F   4 M    F    Depth Hole (meas)
0409 DVER DEPTVERT F   4 M    F    Depth Hole (vert)
0410 DBTM DEPTBITM F   4 M    F    Depth Bit (meas)
0411 DBTV DEPTBITV F   4 M    F    Depth Bit (vert)
0412 MDIA MDIA     F   4 KGM3 PPG  Mud Density In (avg)
0413 MFIA MFIA     F   4 L/M  GPM  Mud Flow In (avg)
0414 SPPA SPPA     F   4 KPA  PSI  Standpipe Pressure (avg)
0415 PV   PV       F   4 CP   CP   Plastic Viscosity
0416 YP   YP       F   4 PA   PHSF Yield Point
0417 PLB  PLB      F   4 KPA  PSI  Pressure Loss - bit
0418 PLDS PLDS     F   4 KPA  PSI  Pressure Loss - string
0419 PLA  PLA      F   4 KPA  PSI  Pressure Loss - annulus
0420 PLSU PLSU     F   4 KPA  PSI  Pressure Loss - surface
0421 PLMM PLMM     F   4 KPA  PSI  Pressure Loss - mud motor
0422 PLMW PLMWD    F   4 KPA  PSI  Pressure Loss - MWD tool
0423 PLPB PLPB     F   4 %    %    Pressure Loss - % at bit
0424 BHP  BHP      F   4 KW   HP   Bit Hydraulic Power
0425 BHPA BHPA     F   4 KWM2 HSI  Bit Hydraulic Power/Area
0426 JIF  JIF      F   4 KDN  LB   Jet Impact Force
0427 JV   JV       F   4 M/S  FPS  Jet Velocity
0428 AVN  AVELN    F   4 M/S  FPM  Annular Velocity (min)
0429 AVX  AVELX    F   4 M/S  FPM  Annular Velocity (max)
0430 ECDT ECDTD    F   4 KGM3 PPG  ECD at Total Depth
0431 ECDB ECDBIT   F   4 KGM3 PPG  ECD at Bit
0432 ECDC ECDCSG   F   4 KGM3 PPG  ECD at Casing Shoe
0433 PHP  PHP      F   4 KW   HP   Pump Hydraulic Power
0434 PLCO PLCO     F   4 %    %    Calc/Obs Press.Loss ratio
0435 SPR1 SPARE1   F   4 -    -    SPARE 1
0436 SPR2 SPARE2   F   4 -    -    SPARE 2
0437 SPR3 SPARE3   F   4 -    -    SPARE 3
0438 SPR4 SPARE4   F   4 -    -    SPARE 4
0439 SPR5 SPARE5   F   4 -    -    SPARE 5
`,
  5: `
0501 WID  WELLID   A  16 -    -    Well Identifier
0502 SKNO STKNUM   S   2 -    -    Sidetrack/Hole Sect No.
0503 RID  RECID    S   2 -    -    Record Identifier
0504 SQID SEQID    L   4 -    -    Sequence Identifier
0505 DATE DATE     L   4 -    -    Date
0506 TIME TIME     L   4 -    -    Time
0507 ACTC ACTCOD   S   2 -    -    Activity Code
0508 DBTM DEPTBITM F   4 M    F    Depth Bit (meas)
0509 DBTV DEPTBITV F   4 M    F    Depth Bit (vert)
0510 DMEA DEPTMEAS F   4 M    F    Depth Hole (meas)
0511 DVER DEPTVERT F   4 M    F    Depth Hole (vert)
0512 TNUM TRIPNUM  S   2 -    -    Trip Number
0513 STIS STATUSIS A   2 -    -    In-Slips Status
0514 HKLA HKLA     F   4 KDN  KLB  Hookload (avg)
0515 BPOS BLKPOS   F   4 M    F    Block Position
0516 RSUX RSUX     F   4 M/S  FPM  Running Speed - up (max)
0517 RSDX RSDX     F   4 M/S  FPM  Running Speed - down (max)
0518 FVOC FVOLOC   F   4 M3   BBL  Fill/Gain Volume Obs.(cum)
0519 SPR1 SPARE1   F   4 -    -    SPARE 1
0520 SPR2 SPARE2   F   4 -    -    SPARE 2
0521 SPR3 SPARE3   F   4 -    -    SPARE 3
0522 SPR4 SPARE4   F   4 -    -    SPARE 4
0523 SPR5 SPARE5   F   4 -    -    SPARE 5
`,
  6: `
0601 WID  WELLID   A  16 -    -    Well Identifier
0602 SKNO STKNUM   S   2 -    -    Sidetrack/Hole Sect No.
0603 RID  RECID    S   2 -    -    Record Identifier
0604 SQID SEQID    L   4 -    -    Sequence Identifier
0605 DATE DATE     L   4 -    -    Date
0606 TIME TIME     L   4 -    -    Time
0607 ACTC ACTCOD   S   2 -    -    Activity Code
0608 DBTM DEPTBITM F   4 M    F    Depth Bit (meas)
0609 DBTV DEPTBITV F   4 M    F    Depth Bit (vert)
0610 DMEA DEPTMEAS F   4 M    F    Depth Hole (meas)
0611 DVER DEPTVERT F   4 M    F    Depth Hole (vert)
0612 TNUM TRIPNUM  S   2 -    -    Trip Number
0613 CDON CONNDONE S   2 -    -    Connections Done
0614 CREM CONNREM  S   2 -    -    Connections Remaining
0615 ETSL ETIMESLP S   2 SEC  SEC  Elapsed Time In-Slips
0616 ETOS ETIMEOS  S   2 SEC  SEC  Elapsed Time Out-of-Slips
0617 RSUX RSUX     F   4 M/S  FPM  Running Speed -up (max)
0618 RSUA RSUA     F   4 M/S  FPM  Running Speed -up (avg)
0619 RSDX RSDX     F   4 M/S  FPM  Running Speed -down (max)
0620 RSDA RSDA     F   4 M/S  FPM  Running Speed -down (avg)
0621 HKLX HKLX     F   4 KDN  KLB  Hookload (max)
0622 HKLN HKLN     F   4 KDN  KLB  Hookload (min)
0623 HKLA HKLA     F   4 KDN  KLB  Hookload (avg)
0624 TQMX TORQMUX  F   4 KNM  KFLB Torque - Make Up (max)
0625 TQBX TORQBOX  F   4 KNM  KFLB Torque - Breakout (max)
0626 FVO  FVOLO    F   4 M3   BBL  Fill/Gain Volume Obs.
0627 FVE  FVOLE    F   4 M3   BBL  Fill/Gain Volume Exp.
0628 FVOC FVOLOC   F   4 M3   BBL  Fill/Gain Volume Obs.(cum)
0629 FVEC FVOLEC   F   4 M3   BBL  Fill/Gain Volume Exp (cum)
0630 SPR1 SPARE1   F   4 -    -    SPARE 1
0631 SPR2 SPARE2   F   4 -    -    SPARE 2
0632 SPR3 SPARE3   F   4 -    -    SPARE 3
0633 SPR4 SPARE4   F   4 -    -    SPARE 4
0634 SPR5 SPARE5   F   4 -    -    SPARE 5
`,
  7: `
0701 WID  WELLID   A  16 -    -    Well Identifier
0702 SKNO STKNUM   S   2 -    -    Sidetrack/Hole Sect No.
0703 RID  RECID    S   2 -    -    Record Identifier
0704 SQID SEQID    L   4 -    -    Sequence Identifier
0705 DATE DATE     L   4 -    -    Date
0706 TIME TIME     L   4 -    -    Time
0707 ACTC ACTCOD   S   2 -    -    Activity Code
0708 DSVM DEPTSVYM F   4 M    F    Depth Svy/reading (meas)
0709 DSVV DEPTSVYV F   4 M    F    Depth Svy/reading (vert)
0710 PASS PASSNUM  S   2 -    -    Pass Number
0711 DMEA DEPTMEAS F   4 M    F    Depth Hole (meas)
0712 STYP SVYTYPE  A   8 -    -    Svy Type
0713 SINC SVYINC   F   4 DEG  DEG  Svy Inclination
0714 SAZU SVYAZU   F   4 DEG  DEG  Svy Azimuth (uncorrected)
0715 SAZC SVYAZC   F   4 DEG  DEG  Svy Azimuth (corrected)
0716 SMTF SVYMTF   F   4 DEG  DEG  Svy Magnetic Toolface
0717 SGTF SVYGTF   F   4 DEG  DEG  Svy Gravity Toolface
0718 SNS  SVYNS    F   4 M    F    Svy North-South Position
0719 SEW  SVYEW    F   4 M    F    Svy East-West Position
0720 SDLS SVYDLS   F   4 DGHM DGHF Svy Dog Leg Severity
0721 SWLK SVYWALK  F   4 DGHM DGHF Svy Rate of Walk
0722 SPR1 SPARE1   F   4 -    -    SPARE 1
0723 SPR2 SPARE2   F   4 -    -    SPARE 2
0724 SPR3 SPARE3   F   4 -    -    SPARE 3
0725 SPR4 SPARE4   F   4 -    -    SPARE 4
0726 SPR5 SPARE5   F   4 -    -    SPARE 5
`,
  8: `
0801 WID  WELLID   A  16 -    -    Well Identifier
0802 SKNO STKNUM   S   2 -    -    Sidetrack/Hole Sect No.
0803 RID  RECID    S   2 -    -    Record Identifier
0804 SQID SEQID    L   4 -    -    Sequence Identifier
0805 DATE DATE     L   4 -    -    Date
0806 TIME TIME     L   4 -    -    Time
0807 ACTC ACTCOD   S   2 -    -    Activity Code
0808 DMEA DEPTMEAS F   4 M    F    Depth Hole (meas)
0809 DVER DEPTVERT F   4 M    F    Depth Hole (vert)
0810 DBTM DEPTBITM F   4 M    F    Depth Bit (meas)
0811 DBTV DEPTBITV F   4 M    F    Depth Bit (vert)
0812 PASS PASSNUM  S   2 -    -    Pass Number
0813 DR1M DEPTRS1M F   4 M    F    Depth Resis 1 sensor (meas)
0814 DR1V DEPTRS1V F   4 M    F    Depth Resis 1 sensor (vert)
0815 MR1  MR1      F   4 OHMM OHMM Resis 1 reading
0816 MR1C MR1C     F   4 OHMM OHMM Resis 1 (borehole corr)
0817 DR2M DEPTRS2M F   4 M    F    Depth Resis 2 sensor (meas)
0818 DR2V DEPTRS2V F   4 M    F    Depth Resis 2 sensor (vert)
0819 MR2  MR2      F   4 OHMM OHMM Resis 2 reading
0820 MR2C MR2C     F   4 OHMM OHMM Resis 2 (borehole corr)
0821 DG1M DEPTGR1M F   4 M    F    Depth G.Ray 1 sensor(meas)
0822 DG1V DEPTGR1V F   4 M    F    Depth G.Ray 1 sensor(vert)
0823 MG1  MG1      F   4 API  API  Gamma Ray 1 reading
0824 MG1C MG1C     F   4 API  API  Gamma Ray 1(borehole corr)
0825 DG2M DEPTGR2M F   4 M    F    Depth G.Ray 2 sensor(meas)
0826 DG2V DEPTGR2V F   4 M    F    Depth G.Ray 2 sensor(vert)
0827 MG2  MG2      F   4 API  API  Gamma Ray 2 reading
0828 MG2C MG2C     F   4 API  API  Gamma Ray 2(borehole corr)
0829 DP1M DEPTP1M  F   4 M    F    Depth Por 1 sensor (meas)
0830 DP1V DEPTP1V  F   4 M    F    Depth Por 1 sensor (vert)
0831 MPO1 MPO1     F   4 -    -    Porosity Tool 1 reading
0832 DP2M DEPTP2M  F   4 M    F    Depth Por 2 sensor (meas)
0833 DP2V DEPTP2V  F   4 M    F    Depth Por 2 sensor (vert)
0834 MPO2 MPO2     F   4 -    -    Porosity Tool 2 reading
0835 MFTA MFTANN   F   4 DEGC DEGF Downhole Fluid Temp (ann)
0836 MFTP MFTPIPE  F   4 DEGC DEGF Downhole Fluid Temp (pipe)
0837 MFRA MFRANN   F   4 OHMM OHMM Downhole Fluid Resis (ann)
0838 MFRP MFRPIPE  F   4 OHMM OHMM Downhole Fluid Resis (pipe)
0839 DFDM DEPTFDM  F   4 M    F    Depth Form Density (meas)
0840 DFDV DEPTFDV  F   4 M    F    Depth Form Density (vert)
0841 MFD  MFD      F   4 G/CC G/CC Formation Density
0842 DCLM DEPTCALM F   4 M    F    Depth Caliper (meas)
0843 DCLV DEPTCALV F   4 M    F    Depth Caliper (vert)
0844 MCLP MCLP     F   4 MM   IN   Caliper
0845 MFPP MFPP     F   4 KGM3 PPG  Pore Pressure Grad MWD
0846 MFFP MFFP     F   4 KGM3 PPG  Frac Pressure Grad MWD
0847 SPR1 SPARE1   F   4 -    -    SPARE 1
0848 SPR2 SPARE2   F   4 -    -    SPARE 2
0849 SPR3 SPARE3   F   4 -    -    SPARE 3
0850 SPR4 SPARE4   F   4 -    -    SPARE 4
0851 SPR5 SPARE5   F   4 -    -    SPARE 5
0852 SPR6 SPARE6   F   4 -    -    SPARE 6
0853 SPR7 SPARE7   F   4 -    -    SPARE 7
0854 SPR8 SPARE8   F   4 -    -    SPARE 8
0855 SPR9 SPARE9   F   4 -    -    SPARE 9
`,
  9: `
0901 WID  WELLID   A  16 -    -    Well Identifier
0902 SKNO STKNUM   S   2 -    -    Sidetrack/Hole Sect No.
0903 RID  RECID    S   2 -    -    Record Identifier
0904 SQID SEQID    L   4 -    -    Sequence Identifier
0905 DATE DATE     L   4 -    -    Date
0906 TIME TIME     L   4 -    -    Time
0907 ACTC ACTCOD   S   2 -    -    Activity Code
0908 DMEA DEPTMEAS F   4 M    F    Depth Hole (meas)
0909 DVER DEPTVERT F   4 M    F    Depth Hole (vert)
0910 DBTM DEPTBITM F   4 M    F    Depth Bit (meas)
0911 DBTV DEPTBITV F   4 M    F    Depth Bit (vert)
0912 PASS PASSNUM  S   2 -    -    Pass Number
0913 MBPA MBHPANN  F   4 KPA  PSI  Bottom-hole annulus press
0914 MBPI MBHPINT  F   4 KPA  PSI  Bottom-hole internal press
0915 MWBA MWOBA    F   4 KDN  KLB  Downhole Wt-on-Bit (avg)
0916 MWBX MWOBX    F   4 KDN  KLB  Downhole Wt-on-Bit (max)
0917 MTQA MTORQA   F   4 KNM  KFLB Downhole Torque (avg)
0918 MTQX MTORQX   F   4 KNM  KFLB Downhole Torque (max)
0919 MMRP MMMRPM   S   2 RPM  RPM  Downhole Motor RPM
0920 MALT MALTVOLT S   2 V    V    MWD Tool Alternator Voltage
0921 SPR1 SPARE1   F   4 -    -    SPARE 1
0922 SPR2 SPARE2   F   4 -    -    SPARE 2
0923 SPR3 SPARE3   F   4 -    -    SPARE 3
0924 SPR4 SPARE4   F   4 -    -    SPARE 4
0925 SPR5 SPARE5   F   4 -    -    SPARE 5
0926 SPR6 SPARE6   F   4 -    -    SPARE 6
0927 SPR7 SPARE7   F   4 -    -    SPARE 7
0928 SPR8 SPARE8   F   4 -    -    SPARE 8
0929 SPR9 SPARE9   F   4 -    -    SPARE 9
`,
  10: `
1001 WID  WELLID   A  16 -    -    Well Identifier
1002 SKNO STKNUM   S   2 -    -    Sidetrack/Hole Sect No.
1003 RID  RECID    S   2 -    -    Record Identifier
1004 SQID SEQID    L   4 -    -    Sequence Identifier
1005 DATE DATE     L   4 -    -    Date
1006 TIME TIME     L   4 -    -    Time
1007 ACTC ACTCOD   S   2 -    -    Activity Code
1008 DMEA DEPTMEAS F   4 M    F    Depth Hole (meas)
1009 DVER DEPTVERT F   4 M    F    Depth Hole (vert)
1010 DSAM DEPTSAMM F   4 M    F    Depth Sample (meas)
1011 DSAV DEPTSAMV F   4 M    F    Depth Sample (vert)
1012 FPPG FPOREPG  F   4 KGM3 PPG  Est. Form. Pore Press Grad.
1013 FFPG FFRACPG  F   4 KGM3 PPG  Est. Form. Frac Press Grad.
1014 FOPG FOBPG    F   4 KGM3 PPG  Est. Form. Overburden Grad.
1015 KTOL KTOL     F   4 KGM3 PPG  Est. Kick Tolerance
1016 PSIP PSIPX    F   4 KPA  PSI  Max. Permitted SICP (init)
1017 CGSA CONNGASA F   4 %    %    Connection Gas (avg)
1018 CGSX CONNGASX F   4 %    %    Connection Gas (max)
1019 CGSL CONNGASL F   4 %    %    Connection Gas (last)
1020 TGAS TRIPGAS  F   4 %    %    Last Trip Gas
1021 SDEN SHALEDEN F   4 G/CC G/CC Shale Density
1022 CEC  CEC      F   4 MEHG MEHG Cuttings CEC
1023 CAV  CAVINGS  S   2 %    %    Cavings %
1024 DXC  DXC      F   4 -    -    Corr. Drilling Exponent
1025 SPR1 SPARE1   F   4 -    -    SPARE 1
1026 SPR2 SPARE2   F   4 -    -    SPARE 2
1027 SPR3 SPARE3   F   4 -    -    SPARE 3
1028 SPR4 SPARE4   F   4 -    -    SPARE 4
1029 SPR5 SPARE5   F   4 -    -    SPARE 5
1030 SPR6 SPARE6   F   4 -    -    SPARE 6
1031 SPR7 SPARE7   F   4 -    -    SPARE 7
1032 SPR8 SPARE8   F   4 -    -    SPARE 8
1033 SPR9 SPARE9   F   4 -    -    SPARE 9
`,
  11: `
1101 WID  WELLID   A  16 -    -    Well Identifier
1102 SKNO STKNUM   S   2 -    -    Sidetrack/Hole Sect No.
1103 RID  RECID    S   2 -    -    Record Identifier
1104 SQID SEQID    L   4 -    -    Sequence Identifier
1105 DATE DATE     L   4 -    -    Date
1106 TIME TIME     L   4 -    -    Time
1107 ACTC ACTCOD   S   2 -    -    Activity Code
1108 DMEA DEPTMEAS F   4 M    F    Depth Hole (meas)
1109 DVER DEPTVERT F   4 M    F    Depth Hole (vert)
1110 TVT  TVOLTOT  F   4 M3   BBL  Tank Volume (total)
1111 TVA  TVOLACT  F   4 M3   BBL  Tank Volume (active)
1112 TVCT TVOLCTOT F   4 M3   BBL  Tank Volume Change (total)
1113 TVCA TVOLCACT F   4 M3   BBL  Tank Volume Change (active)
1114 TVRT TVRESET  L   4 -    -    Tank Volume Reset Time
1115 TV01 TVOL01   F   4 M3   BBL  Tank 01 Volume
1116 TV02 TVOL02   F   4 M3   BBL  Tank 02 Volume
1117 TV03 TVOL03   F   4 M3   BBL  Tank 03 Volume
1118 TV04 TVOL04   F   4 M3   BBL  Tank 04 Volume
1119 TV05 TVOL05   F   4 M3   BBL  Tank 05 Volume
1120 TV06 TVOL06   F   4 M3   BBL  Tank 06 Volume
1121 TV07 TVOL07   F   4 M3   BBL  Tank 07 Volume
1122 TV08 TVOL08   F   4 M3   BBL  Tank 08 Volume
1123 TV09 TVOL09   F   4 M3   BBL  Tank 09 Volume
1124 TV10 TVOL10   F   4 M3   BBL  Tank 10 Volume
1125 TV11 TVOL11   F   4 M3   BBL  Tank 11 Volume
1126 TV12 TVOL12   F   4 M3   BBL  Tank 12 Volume
1127 TV13 TVOL13   F   4 M3   BBL  Tank 13 Volume
1128 TV14 TVOL14   F   4 M3   BBL  Tank 14 Volume
1129 TTV1 TTVOL1   F   4 M3   BBL  Trip Tank 1 Volume
1130 TTV2 TTVOL2   F   4 M3   BBL  Trip Tank 2 Volume
1131 SPR1 SPARE1   F   4 -    -    SPARE 1
1132 SPR2 SPARE2   F   4 -    -    SPARE 2
1133 SPR3 SPARE3   F   4 -    -    SPARE 3
1134 SPR4 SPARE4   F   4 -    -    SPARE 4
1135 SPR5 SPARE5   F   4 -    -    SPARE 5
`,
  12: `
1201 WID  WELLID   A  16 -    -    Well Identifier
1202 SKNO STKNUM   S   2 -    -    Sidetrack/Hole Sect No.
1203 RID  RECID    S   2 -    -    Record Identifier
1204 SQID SEQID    L   4 -    -    Sequence Identifier
1205 DATE DATE     L   4 -    -    Date
1206 TIME TIME     L   4 -    -    Time
1207 ACTC ACTCOD   S   2 -    -    Activity Code
1208 DCHM DEPTCHRM F   4 M    F    Depth Chrom Sample (meas)
1209 DCHV DEPTCHRV F   4 M    F    Depth Chrom Sample (vert)
1210 DCHR DATECHR  L   4 -    -    Date Chrom Sample
1211 TCHR TIMECHR  L   4 -    -    Time Chrom Sample
1212 METH METHANE  L   4 PPM  PPM  Methane (C1)
1213 ETH  ETHANE   L   4 PPM  PPM  Ethane (C2)
1214 PRP  PROPANE  L   4 PPM  PPM  Propane (C3)
1215 IBUT IBUTANE  L   4 PPM  PPM  Iso-Butane (IC4)
1216 NBUT NBUTANE  L   4 PPM  PPM  Nor-Butane (NC4)
1217 IPEN IPENTANE L   4 PPM  PPM  Iso-Pentane (IC5)
1218 NPEN NPENTANE L   4 PPM  PPM  Nor-Pentane (NC5)
1219 EPEN EPENTANE L   4 PPM  PPM  Neo-Pentane (EC5)
1220 IHEX IHEXANE  L   4 PPM  PPM  Iso-Hexane (IC6)
1221 NHEX NHEXANE  L   4 PPM  PPM  Nor-Hexane (NC6)
1222 CO2  CO2      L   4 PPM  PPM  Carbon Dioxide
1223 ACET ACET     L   4 PPM  PPM  Acetylene
1224 SPR1 SPARE1   F   4 -    -    SPARE 1
1225 SPR2 SPARE2   F   4 -    -    SPARE 2
1226 SPR3 SPARE3   F   4 -    -    SPARE 3
1227 SPR4 SPARE4   F   4 -    -    SPARE 4
1228 SPR5 SPARE5   F   4 -    -    SPARE 5
`,
  13: `
1301 WID  WELLID   A  16 -    -    Well Identifier
1302 SKNO STKNUM   S   2 -    -    Sidetrack/Hole Sect No.
1303 RID  RECID    S   2 -    -    Record Identifier
1304 SQID SEQID    L   4 -    -    Sequence Identifier
1305 DATE DATE     L   4 -    -    Date
1306 TIME TIME     L   4 -    -    Time
1307 ACTC ACTCOD   S   2 -    -    Activity Code
1308 DRTM DEPTRETM F   4 M    F    Depth Returns (meas)
1309 DRTV DEPTRETV F   4 M    F    Depth Returns (vert)
1310 MTHA METHA    L   4 PPM  PPM  Methane (C1) (avg)
1311 MTHN METHN    L   4 PPM  PPM  Methane (C1) (min)
1312 MTHX METHX    L   4 PPM  PPM  Methane (C1) (max)
1313 ETHA ETHA     L   4 PPM  PPM  Ethane (C2) (avg)
1314 ETHN ETHN     L   4 PPM  PPM  Ethane (C2) (min)
1315 ETHX ETHX     L   4 PPM  PPM  Ethane (C2) (max)
1316 PRPA PROPA    L   4 PPM  PPM  Propane (C3) (avg)
1317 PRPN PROPN    L   4 PPM  PPM  Propane (C3) (min)
1318 PRPX PROPX    L   4 PPM  PPM  Propane (C3) (max)
1319 IBTA IBUTA    L   4 PPM  PPM  Iso-Butane (IC4) (avg)
1320 IBTN IBUTN    L   4 PPM  PPM  Iso-Butane (IC4) (min)
1321 IBTX IBUTX    L   4 PPM  PPM  Iso-Butane (IC4) (max)
1322 NBTA NBUTA    L   4 PPM  PPM  Nor-Butane (NC4) (avg)
1323 NBTN NBUTN    L   4 PPM  PPM  Nor-Butane (NC4) (min)
1324 NBTX NBUTX    L   4 PPM  PPM  Nor-Butane (NC4) (max)
1325 IPNA IPENTA   L   4 PPM  PPM  Iso-Pentane (IC5) (avg)
1326 IPNN IPENTN   L   4 PPM  PPM  Iso-Pentane (IC5) (min)
1327 IPNX IPENTX   L   4 PPM  PPM  Iso-Pentane (IC5) (max)
1328 NPNA NPENTA   L   4 PPM  PPM  Nor-Pentane (NC5) (avg)
1329 NPNN NPENTN   L   4 PPM  PPM  Nor-Pentane (NC5) (min)
1330 NPNX NPENTX   L   4 PPM  PPM  Nor-Pentane (NC5) (max)
1331 EPNA EPENTA   L   4 PPM  PPM  Neo-Pentane (EC5) (avg)
1332 EPNN EPENTN   L   4 PPM  PPM  Neo-Pentane (EC5) (min)
1333 EPNX EPENTX   L   4 PPM  PPM  Neo-Pentane (EC5) (max)
1334 IHXA IHEXA    L   4 PPM  PPM  Iso-Hexane (IC6) (avg)
1335 IHXN IHEXN    L   4 PPM  PPM  Iso-Hexane (IC6) (min)
1336 IHXX IHEXX    L   4 PPM  PPM  Iso-Hexane (IC6) (max)
1337 NHXA NHEXA    L   4 PPM  PPM  Nor-Hexane (NC6) (avg)
1338 NHXN NHEXN    L   4 PPM  PPM  Nor-Hexane (NC6) (min)
1339 NHXX NHEXX    L   4 PPM  PPM  Nor-Hexane (NC6) (max)
1340 CO2A CO2A     L   4 PPM  PPM  Carbon Dioxide (avg)
1341 CO2N CO2N     L   4 PPM  PPM  Carbon Dioxide (min)
1342 CO2X CO2X     L   4 PPM  PPM  Carbon Dioxide (max)
1343 ACET ACET     L   4 PPM  PPM  Acetylene
1344 SPR1 SPARE1   F   4 -    -    SPARE 1
1345 SPR2 SPARE2   F   4 -    -    SPARE 2
1346 SPR3 SPARE3   F   4 -    -    SPARE 3
1347 SPR4 SPARE4   F   4 -    -    SPARE 4
1348 SPR5 SPARE5   F   4 -    -    SPARE 5
`,
  14: `
1401 WID  WELLID   A  16 -    -    Well Identifier
1402 SKNO STKNUM   S   2 -    -    Sidetrack/Hole Sect No.
1403 RID  RECID    S   2 -    -    Record Identifier
1404 SQID SEQID    L   4 -    -    Sequence Identifier
1405 DATE DATE     L   4 -    -    Date
1406 TIME TIME     L   4 -    -    Time
1407 ACTC ACTCOD   S   2 -    -    Activity Code
1408 DRTM DEPTRETM F   4 M    F    Depth Returns (meas)
1409 DRTV DEPTRETV F   4 M    F    Depth Returns (vert)
1410 MDIL MDIL     F   4 KGM3 PPG  Mud Density In (lagd)
1411 MDOA MDOA     F   4 KGM3 PPG  Mud Density Out (avg)
1412 MTIL MTIL     F   4 DEGC DEGF Mud Temperature In (lagd)
1413 MTOA MTOA     F   4 DEGC DEGF Mud Temperature Out (avg)
1414 MCIL MCIL     F   4 MMHO MMHO Mud Conductivity In (lagd)
1415 MCOA MCOA     F   4 MMHO MMHO Mud Conductivity Out (avg)
1416 HHPA HSHPA    F   4 PPM  PPM  Hyd.Sulfide Haz.Pot. (avg)
1417 HPHA HSPHA    F   4 -    -    Hyd.Sulfide pH (avg)
1418 HPSA HSPHSA   F   4 %    %    Hyd.Sulfide pHS (avg)
1419 GSIL GASIL    F   4 %    %    Gas In (lagd)
1420 GASA GASA     F   4 %    %    Gas (avg)
1421 GASX GASX     F   4 %    %    Gas (max)
1422 CO2A CO2A     L   4 PPM  PPM  Carbon Dioxide (avg)
1423 HSA  HSA      L   4 PPM  PPM  Hydrogen Sulfide (avg)
1424 HSX  HSX      L   4 PPM  PPM  Hydrogen Sulfide (max)
1425 SPR1 SPARE1   F   4 -    -    SPARE 1
1426 SPR2 SPARE2   F   4 -    -    SPARE 2
1427 SPR3 SPARE3   F   4 -    -    SPARE 3
1428 SPR4 SPARE4   F   4 -    -    SPARE 4
1429 SPR5 SPARE5   F   4 -    -    SPARE 5
`,
  15: `
1501 WID  WELLID   A  16 -    -    Well Identifier
1502 SKNO STKNUM   S   2 -    -    Sidetrack/Hole Sect No.
1503 RID  RECID    S   2 -    -    Record Identifier
1504 SQID SEQID    L   4 -    -    Sequence Identifier
1505 DATE DATE     L   4 -    -    Date
1506 TIME TIME     L   4 -    -    Time
1507 ACTC ACTCOD   S   2 -    -    Activity Code
1508 DSAM DEPTSAMM F   4 M    F    Depth Sample (meas)
1509 DSAV DEPTSAMV F   4 M    F    Depth Sample (vert)
1510 DESC DESCTYPE A   8 -    -    Description type
1511 L1TY L1TYPE   A  16 -    -    Lith 1 type
1512 L1PC L1PERC   S   2 %    %    Lith 1 %
1513 L1CL L1CLASS  A  16 -    -    Lith 1 classification
1514 L1CO L1COLOR  A  16 -    -    Lith 1 color
1515 L1TX L1TEXT   A  16 -    -    Lith 1 texture
1516 L1HD L1HARD   A  16 -    -    Lith 1 hardness
1517 L1SZ L1SIZE   A  16 -    -    Lith 1 grain size
1518 L1RD L1ROUND  A  16 -    -    Lith 1 roundness
1519 L1SO L1SORT   A  16 -    -    Lith 1 sorting
1520 L1MC L1MATCEM A  16 -    -    Lith 1 matrix/cement
1521 L1AC L1ACC    A  16 -    -    Lith 1 accessories
1522 L1PO L1POR    F   4 %    %    Lith 1 porosity
1523 L1PE L1PERM   F   4 MD   MD   Lith 1 permeability
1524 L2TY L2TYPE   A  16 -    -    Lith 2 type
1525 L2PC L2PERC   S   2 %    %    Lith 2 %
1526 L2CL L2CLASS  A  16 -    -    Lith 2 classification
1527 L2CO L2COLOR  A  16 -    -    Lith 2 color
1528 L2TX L2TEXT   A  16 -    -    Lith 2 texture
1529 L2HD L2HARD   A  16 -    -    Lith 2 hardness
1530 L2SZ L2SIZE   A  16 -    -    Lith 2 grain size
1531 L2RD L2ROUND  A  16 -    -    Lith 2 roundness
1532 L2SO L2SORT   A  16 -    -    Lith 2 sorting
1533 L2MC L2MATCEM A  16 -    -    Lith 2 matrix/cement
1534 L2AC L2ACC    A  16 -    -    Lith 2 accessories
1535 L2PO L2POR    F   4 %    %    Lith 2 porosity
1536 L2PE L2PERM   F   4 MD   MD   Lith 2 permeability
1537 L3TY L3TYPE   A  16 -    -    Lith 3 type
1538 L3PC L3PERC   S   2 %    %    Lith 3 %
1539 L3CL L3CLASS  A  16 -    -    Lith 3 classification
1540 L4TY L4TYPE   A  16 -    -    Lith 4 type
1541 L4PC L4PERC   S   2 %    %    Lith 4 %
1542 L4CL L4CLASS  A  16 -    -    Lith 4 classification
1543 L5TY L5TYPE   A  16 -    -    Lith 5 type
1544 L5PC L5PERC   S   2 %    %    Lith 5 %
1545 L5CL L5CLASS  A  16 -    -    Lith 5 classification
1546 FOSS FOSS     A  16 -    -    Fossils
1547 SHOW COMPSHOW A  16 -    -    Composite Show
1548 BDEN BULKDEN  F   4 G/CC G/CC Bulk Density
1549 GCUT GASCUTT  F   4 %    %    Cuttings Gas
1550 CCAL CCAL     F   4 %    %    Calcimetry Calcite %
1551 CDOL CDOL     F   4 %    %    Calcimetry Dolomite %
1552 CEC  CEC      F   4 MEHG MEHG Cuttings CEC
1553 CAV  CAVINGS  S   2 %    %    Cavings %
1554 SDEN SHALEDEN F   4 G/CC G/CC Shale Density
1555 SPR1 SPARE1   F   4 -    -    SPARE 1
1556 SPR2 SPARE2   F   4 -    -    SPARE 2
1557 SPR3 SPARE3   F   4 -    -    SPARE 3
1558 SPR4 SPARE4   F   4 -    -    SPARE 4
1559 SPR5 SPARE5   F   4 -    -    SPARE 5
`,
  16: `
1601 WID  WELLID   A  16 -    -    Well Identifier
1602 SKNO STKNUM   S   2 -    -    Sidetrack/Hole Sect No.
1603 RID  RECID    S   2 -    -    Record Identifier
1604 SQID SEQID    L   4 -    -    Sequence Identifier
1605 DATE DATE     L   4 -    -    Date
1606 TIME TIME     L   4 -    -    Time
1607 ACTC ACTCOD   S   2 -    -    Activity Code
1608 SWNO SHOWNUM  S   2 -    -    Show Number
1609 DSTM DEPTSITM F   4 M    F    Show Intvl Top Depth (meas)
1610 DSTV DEPTSITV F   4 M    F    Show Intvl Top Depth (vert)
1611 DSBM DEPTSIBM F   4 M    F    Show Intvl Bott Depth(meas)
1612 DSBV DEPTSIBV F   4 M    F    Show Intvl Bott Depth(vert)
1613 WLTY SHLTYPE  A  16 -    -    Show Lith type
1614 WLCL SHLCLASS A  16 -    -    Show Lith classification
1615 WLCO SHLCOLOR A  16 -    -    Show Lith color
1616 WLTX SHLTEXT  A  16 -    -    Show Lith texture
1617 WLHD SHLHARD  A  16 -    -    Show Lith hardness
1618 WLSZ SHLSIZE  A  16 -    -    Show Lith grain size
1619 WLRD SHLROUND A  16 -    -    Show Lith roundness
1620 WLSO SHLSORT  A  16 -    -    Show Lith sorting
1621 WLMC SHLMC    A  16 -    -    Show Lith matrix/cement
1622 WLAC SHLACC   A  16 -    -    Show Lith accessories
1623 WLPV SHLPORV  A  16 -    -    Show Lith porosity -visible
1624 WLPM SHLPORM  F   4 %    %    Show Lith porosity -meas
1625 WLPE SHLPERM  F   4 MD   MD   Show Lith permeability
1626 WLST SHLSTAIN A  64 -    -    Show Lith stain description
1627 WLFL SHLFLUOR A  64 -    -    Show Lith fluor description
1628 WLCT SHLCUT   A  64 -    -    Show Lith cut description
1629 WLGC SHLGCUT  F   4 %    %    Show Lith cuttings gas
1630 WSAL SHSAL    L   4 PPM  PPM  Show titrated salinity
1631 MTHM METHMUD  L   4 PPM  PPM  Show Mud Smple Methane
1632 ETHM ETHMUD   L   4 PPM  PPM  Show Mud Smple Ethane
1633 PRPM PROPMUD  L   4 PPM  PPM  Show Mud Smple Propane
1634 IBTM IBUTMUD  L   4 PPM  PPM  Show Mud Smple I-Butane
1635 NBTM NBUTMUD  L   4 PPM  PPM  Show Mud Smple N-Butane
1636 IPNM IPENMUD  L   4 PPM  PPM  Show Mud Smple I-Pentane
1637 NPNM NPENMUD  L   4 PPM  PPM  Show Mud Smple N-Pentane
1638 EPNM EPENMUD  L   4 PPM  PPM  Show Mud Smple N-Pentane
1639 IHXM IHEXMUD  L   4 PPM  PPM  Show Mud Smple I-Hexane
1640 NHXM NHEXMUD  L   4 PPM  PPM  Show Mud Smple N-Hexane
1641 WCOM SHOWCOMM A 128 -    -    Show Comments
1642 SPR1 SPARE1   F   4 -    -    SPARE 1
1643 SPR2 SPARE2   F   4 -    -    SPARE 2
1644 SPR3 SPARE3   F   4 -    -    SPARE 3
1645 SPR4 SPARE4   F   4 -    -    SPARE 4
1646 SPR5 SPARE5   F   4 -    -    SPARE 5
`,
  17: `
1701 WID  WELLID   A  16 -    -    Well Identifier
1702 SKNO STKNUM   S   2 -    -    Sidetrack/Hole Sect No.
1703 RID  RECID    S   2 -    -    Record Identifier
1704 SQID SEQID    L   4 -    -    Sequence Identifier
1705 DATE DATE     L   4 -    -    Date
1706 TIME TIME     L   4 -    -    Time
1707 ACTC ACTCOD   S   2 -    -    Activity Code
1708 DMEA DEPTMEAS F   4 M    F    Depth Hole (meas)
1709 DVER DEPTVERT F   4 M    F    Depth Hole (vert)
1710 DCGM DEPTCSGM F   4 M    F    Depth Casing Shoe (meas)
1711 DCGV DEPTCSGV F   4 M    F    Depth Casing Shoe (vert)
1712 CPPA CEMPPA   F   4 KPA  PSI  Cem Pump Pressure (avg)
1713 HKLA HKLA     F   4 KDN  KLB  Hookload (avg)
1714 BPOS BLKPOS   F   4 M    F    Block Position
1715 CFIC CEMFIC   F   4 M3/M BPM  Cem Flow Rate In (calc)
1716 CFIA CEMFIA   F   4 M3/M BPM  Cem Flow Rate In (avg)
1717 CFOA CEMFOA   F   4 M3/M BPM  Cem Flow Rate Out (avg)
1718 CFOP CEMFOP   S   2 %    %    Cem Flow Out %
1719 CDIA CEMDIA   F   4 KGM3 PPG  Cem Fluid Dens In (avg)
1720 CDOA CEMDOA   F   4 KGM3 PPG  Cem Fluid Dens Out (avg)
1721 ECDC ECDCSG   F   4 KGM3 PPG  ECD at Casing Shoe
1722 CTIA CEMTIA   F   4 DEGC DEGF Cem Fluid Temp In (avg)
1723 CTOA CEMTOA   F   4 DEGC DEGF Cem Fluid Temp Out (avg)
1724 CSTG CEMSTAGE S   2 -    -    Cem Stage Number
1725 DDVT DEPTDVT  F   4 M    F    Cem Depth to DV Tool
1726 CTYP CEMFTYPE A  16 -    -    Cem Fluid Type/Batch
1727 CCRT CEMCUMRT F   4 M3   BBL  Cem Cumulative Returns
1728 CIVL CEMIVOL  F   4 M3   BBL  Cem Indiv Vol Pumped
1729 CCVL CEMCVOL  F   4 M3   BBL  Cem Cement Vol Pumped
1730 CTVL CEMTVOL  F   4 M3   BBL  Cem Total Vol Pumped
1731 CBVL CEMBPVOL F   4 M3   BBL  Cem Volume to Bump Plug
1732 CPLG CEMPLUGS A   8 -    -    Cem No./Status of Plug(s)
1733 CJTY CEMJTYP  A  16 -    -    Cem Job Type
1734 SPR1 SPARE1   F   4 -    -    SPARE 1
1735 SPR2 SPARE2   F   4 -    -    SPARE 2
1736 SPR3 SPARE3   F   4 -    -    SPARE 3
1737 SPR4 SPARE4   F   4 -    -    SPARE 4
1738 SPR5 SPARE5   F   4 -    -    SPARE 5
`,
  18: `
1801 WID  WELLID   A  16 -    -    Well Identifier
1802 SKNO STKNUM   S   2 -    -    Sidetrack/Hole Sect No.
1803 RID  RECID    S   2 -    -    Record Identifier
1804 SQID SEQID    L   4 -    -    Sequence Identifier
1805 DATE DATE     L   4 -    -    Date
1806 TIME TIME     L   4 -    -    Time
1807 ACTC ACTCOD   S   2 -    -    Activity Code
1808 DSID DSTID    A   8 -    -    DST identification
1809 DDTM DEPTDITM F   4 M    F    DST Intvl Top Depth (meas)
1810 DDTV DEPTDITV F   4 M    F    DST Intvl Top Depth (vert)
1811 DDBM DEPTDIBM F   4 M    F    DST Intvl Bott Depth (meas)
1812 DDBV DEPTDIBV F   4 M    F    DST Intvl Bott Depth (vert)
1813 DTTI DSTTTIME L   4 HR   HR   DST Tool Time
1814 DSTA DSTSTATE S   2 -    -    DST State of Well
1815 DSPT DSTSPTUB F   4 KPA  PSI  DST Surf Pressure, Tubing
1816 DSPC DSTSPCAS F   4 KPA  PSI  DST Surf Pressure, Casing
1817 DSTT DSTSTTUB F   4 DEGC DEGF DST Surf Temp, Tubing
1818 DBHP DSTBHP   F   4 KPA  PSI  DST Bottom Hole Pressure
1819 DBHT DSTBHT   F   4 DEGC DEGF DST Bottom Hole Temp
1820 DLFR DSTLIQFR F   4 M3/D BPD  DST Liquid Flow Rate
1821 DGFR DSTGASFR F   4 MCMD MCFD DST Gas Flow Rate
1822 DTFR DSTTOTFR F   4 M3/D BPD  DST Total Flow Rate
1823 DCLP DSTCLP   F   4 M3   BBL  DST Cum Liquid Production
1824 DCGP DSTCGP   F   4 MCM  MCF  DST Cum Gas Production
1825 DCTP DSTCTP   F   4 M3   BBL  DST Cum Total Production
1826 HSA  HSA      L   4 PPM  PPM  Hydrogen Sulfide (avg)
1827 SPR1 SPARE1   F   4 -    -    SPARE 1
1828 SPR2 SPARE2   F   4 -    -    SPARE 2
1829 SPR3 SPARE3   F   4 -    -    SPARE 3
1830 SPR4 SPARE4   F   4 -    -    SPARE 4
1831 SPR5 SPARE5   F   4 -    -    SPARE 5
`,
  19: `
1901 WID  WELLID   A  16 -    -    Well Identifier
1902 SKNO STKNUM   S   2 -    -    Sidetrack/Hole Sect No.
1903 RID  RECID    S   2 -    -    Record Identifier
1904 SQID SEQID    L   4 -    -    Sequence Identifier
1905 DATE DATE     L   4 -    -    Date
1906 TIME TIME     L   4 -    -    Time
1907 ACTC ACTCOD   S   2 -    -    Activity Code
1908 DMEA DEPTMEAS F   4 M    F    Depth Hole (meas)
1909 DVER DEPTVERT F   4 M    F    Depth Hole (vert)
1910 DSNO DSNUM    S   2 -    -    No. Drill String Sections
1911 D1OD DS1OD    F   4 MM   IN   DS Section 1 OD
1912 D1ID DS1ID    F   4 MM   IN   DS Section 1 ID
1913 D1JI DS1JID   F   4 MM   IN   DS Section 1 Tool Joint ID
1914 D1JO DS1JOD   F   4 MM   IN   DS Section 1 Tool Joint OD
1915 D1MA DS1MASS  F   4 KG/M LB/F DS Section 1 Mass/Length
1916 D1LE DS1LEN   F   4 M    F    DS Section 1 Length
1917 D2OD DS2OD    F   4 MM   IN   DS Section 2 OD
1918 D2ID DS2ID    F   4 MM   IN   DS Section 2 ID
1919 D2JI DS2JID   F   4 MM   IN   DS Section 2 Tool Joint ID
1920 D2JO DS2JOD   F   4 MM   IN   DS Section 2 Tool Joint OD
1921 D2MA DS2MASS  F   4 KG/M LB/F DS Section 2 Mass/Length
1922 D2LE DS2LEN   F   4 M    F    DS Section 2 Length
1923 D3OD DS3OD    F   4 MM   IN   DS Section 3 OD
1924 D3ID DS3ID    F   4 MM   IN   DS Section 3 ID
1925 D3JI DS3JID   F   4 MM   IN   DS Section 3 Tool Joint ID
1926 D3JO DS3JOD   F   4 MM   IN   DS Section 3 Tool Joint OD
1927 D3MA DS3MASS  F   4 KG/M LB/F DS Section 3 Mass/Length
1928 D3LE DS3LEN   F   4 M    F    DS Section 3 Length
1929 D4OD DS4OD    F   4 MM   IN   DS Section 4 OD
1930 D4ID DS4ID    F   4 MM   IN   DS Section 4 ID
1931 D4JI DS4JID   F   4 MM   IN   DS Section 4 Tool Joint ID
1932 D4JO DS4JOD   F   4 MM   IN   DS Section 4 Tool Joint OD
1933 D4MA DS4MASS  F   4 KG/M LB/F DS Section 4 Mass/Length
1934 D4LE DS4LEN   F   4 M    F    DS Section 4 Length
1935 D5OD DS5OD    F   4 MM   IN   DS Section 5 OD
1936 D5ID DS5ID    F   4 MM   IN   DS Section 5 ID
1937 D5JI DS5JID   F   4 MM   IN   DS Section 5 Tool Joint ID
1938 D5JO DS5JOD   F   4 MM   IN   DS Section 5 Tool Joint OD
1939 D5MA DS5MASS  F   4 KG/M LB/F DS Section 5 Mass/Length
1940 D5LE DS5LEN   F   4 M    F    DS Section 5 Length
1941 D6OD DS6OD    F   4 MM   IN   DS Section 6 OD
1942 D6ID DS6ID    F   4 MM   IN   DS Section 6 ID
1943 D6JI DS6JID   F   4 MM   IN   DS Section 6 Tool Joint ID
1944 D6JO DS6JOD   F   4 MM   IN   DS Section 6 Tool Joint OD
1945 D6MA DS6MASS  F   4 KG/M LB/F DS Section 6 Mass/Length
1946 KID  KELLYID  F   4 MM   IN   Kelly ID
1947 KLEN KELLYLEN F   4 M    F    Kelly Length
1948 SLEN DPSTDLEN F   4 M    F    Drill Pipe Stand Length
1949 SJNT DPSTDJNT S   2 -    -    No. Joints/Stand
1950 HLNO HOLENUM  S   2 -    -    No. Hole Sections
1951 H1DI HL1DIAM  F   4 MM   IN   Hole Section 1 Diam
1952 H1LE HL1LEN   F   4 M    F    Hole Section 1 Length
1953 H2DI HL2DIAM  F   4 MM   IN   Hole Section 2 Diam
1954 H2LE HL2LEN   F   4 M    F    Hole Section 2 Length
1955 H3DI HL3DIAM  F   4 MM   IN   Hole Section 3 Diam
1956 H3LE HL3LEN   F   4 M    F    Hole Section 3 Length
1957 H4DI HL4DIAM  F   4 MM   IN   Hole Section 4 Diam
1958 H4LE HL4LEN   F   4 M    F    Hole Section 4 Length
1959 H5DI HL5DIAM  F   4 MM   IN   Hole Section 5 Diam
1960 P1CA PUMP1CAP F   4 M3ST B/ST Pump 1 Capacity
1961 P1EF PUMP1EFF S   2 %    %    Pump 1 Efficiency
1962 P2CA PUMP2CAP F   4 M3ST B/ST Pump 2 Capacity
1963 P2EF PUMP2EFF S   2 %    %    Pump 2 Efficiency
1964 P3CA PUMP3CAP F   4 M3ST B/ST Pump 3 Capacity
1965 P3EF PUMP3EFF S   2 %    %    Pump 3 Efficiency
1966 RIGC RIGCOST  S   2 -    $    Rig Operating Cost/Hour
1967 TRRT TRIPRATE F   4 KPH  KF/H Trip Rate (Dist/Time)
1968 KLID KILLID   F   4 MM   IN   Kill Line ID
1969 KLJD KILLJID  F   4 MM   IN   Kill Line Joint ID
1970 KLJF KILLJF   S   2 %    %    Kill Line Joint Fraction
1971 KLLE KILLLEN  F   4 M    F    Kill Line Length
1972 CHID CHKID    F   4 MM   IN   Choke Line ID
1973 CHJD CHKJID   F   4 MM   IN   Choke Line Joint ID
1974 CHJF CHKJF    S   2 %    %    Choke Line Joint Fraction
1975 CHLE CHKLEN   F   4 M    F    Choke Line Length
1976 DCGM DEPTCSGM F   4 M    F    Depth Casing Shoe (meas)
1977 DCGV DEPTCSGV F   4 M    F    Depth Casing Shoe (vert)
1978 DPTM DEPTPITM F   4 M    F    Depth PIT (meas)
1979 DPTV DEPTPITV F   4 M    F    Depth PIT (vert)
1980 FPIT FPGPIT   F   4 KGM3 PPG  Frac Pressure Grad at PIT
1981 CONT DRLGCONT A  16 -    -    Drilling Contractor
1982 RIG  RIGNAME  A  16 -    -    Rig Name
1983 RTYP RIGTYPE  A  16 -    -    Rig Type
1984 VEN1 VENDOR1  A  32 -    -    Vendor 1 Name/Service
1985 VEN2 VENDOR2  A  32 -    -    Vendor 2 Name/Service
1986 VEN3 VENDOR3  A  32 -    -    Vendor 3 Name/Service
1987 VEN4 VENDOR4  A  32 -    -    Vendor 4 Name/Service
1988 VEN5 VENDOR5  A  32 -    -    Vendor 5 Name/Service
1989 VEN6 VENDOR6  A  32 -    -    Vendor 6 Name/Service
1990 SPR1 SPARE1   F   4 -    -    SPARE 1
1991 SPR2 SPARE2   F   4 -    -    SPARE 2
1992 SPR3 SPARE3   F   4 -    -    SPARE 3
1993 SPR4 SPARE4   F   4 -    -    SPARE 4
1994 SPR5 SPARE5   F   4 -    -    SPARE 5
`,
  20: `
2001 WID  WELLID   A  16 -    -    Well Identifier
2002 SKNO STKNUM   S   2 -    -    Sidetrack/Hole Sect No.
2003 RID  RECID    S   2 -    -    Record Identifier
2004 SQID SEQID    L   4 -    -    Sequence Identifier
2005 DATE DATE     L   4 -    -    Date
2006 TIME TIME     L   4 -    -    Time
2007 ACTC ACTCOD   S   2 -    -    Activity Code
2008 MRDM MREPDM   F   4 M    F    Mud Rept Depth (meas)
2009 MRDV MREPDV   F   4 M    F    Mud Rept Depth (vert)
2010 MNUM MREPNUM  S   2 -    -    Mud Rept Number
2011 MTYP MRMTYPE  A  16 -    -    Mud Rept Mud Type
2012 MLOC MRSLOC   A   8 -    -    Mud Rept Sample Location
2013 MDAT MRSDATE  L   4 -    -    Mud Rept Sample Date
2014 MTIM MRSTIME  L   4 -    -    Mud Rept Sample Time
2015 MDEN MRDENS   F   4 KGM3 PPG  Mud Rept Mud Density
2016 MFV  MRFVIS   S   2 S/L  S/QT Mud Rept Funnel Vis
2017 MFVT MRFVIST  F   4 DEGC DEGF Mud Rept Funnel Vis Temp
2018 MPV  MRPV     F   4 CP   CP   Mud Rept Plastic Vis
2019 MYP  MRYP     F   4 PA   PHSF Mud Rept Yield Point
2020 MGL1 MRGEL10S F   4 PA   PHSF Mud Rept Gel - 10 sec
2021 MGL2 MRGEL10M F   4 PA   PHSF Mud Rept Gel - 10 min
2022 MGL3 MRGEL30M F   4 PA   PHSF Mud Rept Gel - 30 min
2023 MFIL MRFILT   F   4 C/30 C/30 Mud Rept Filtrate
2024 MCAK MRCAKE   S   2 MM   I/32 Mud Rept Filter Cake
2025 MHT  MRHT     F   4 DEGC DEGF Mud Rept HTHP Temp
2026 MHP  MRHP     F   4 KPA  PSI  Mud Rept HTHP Pressure
2027 MHFI MRHFILT  F   4 C/30 C/30 Mud Rept HTHP Filtrate
2028 MHCK MRHCAKE  S   2 MM   I/32 Mud Rept HTHP Filter Cake
2029 MSOL MRSOLRET F   4 %    %    Mud Rept Solids % (retort)
2030 MWAT MRWATRET F   4 %    %    Mud Rept Water % (retort)
2031 MOIL MROILRET F   4 %    %    Mud Rept Oil % (retort)
2032 MSAN MRSAND   F   4 %    %    Mud Rept Sand %
2033 MLGS MRLGSOL  F   4 %    %    Mud Rept Low Grav Sol %
2034 MSCA MRSOLCAL F   4 %    %    Mud Rept Solids % (calc)
2035 MBRT MRBARITE F   4 %    %    Mud Rept Barite content
2036 MLCM MRLCM    F   4 KGM3 PPB  Mud Rept LCM content
2037 MMBT MRMBT    F   4 KGM3 PPB  Mud Rept MBT capacity
2038 MPH  MRPH     F   4 -    -    Mud Rept pH
2039 MPHT MRPHT    F   4 DEGC DEGF Mud Rept pH sample temp
2040 MPM  MRPM     F   4 MLML MLML Mud Rept Pm
2041 MPF  MRPF     F   4 MLML MLML Mud Rept Pf
2042 MMF  MRMF     F   4 MLML MLML Mud Rept Mf
2043 MRP1 MRP1     F   4 MLML MLML Mud Rept P1
2044 MRP2 MRP2     F   4 MLML MLML Mud Rept P2
2045 MCHL MRCHLOR  F   4 MG/L MG/L Mud Rept Chlorides
2046 MCAL MRCALC   F   4 MG/L MG/L Mud Rept Calcium
2047 MMAG MRMAG    F   4 MG/L MG/L Mud Rept Magnesium
2048 MPOT MRPOT    F   4 MG/L MG/L Mud Rept Potassium
2049 MRHT MRRHETEM F   4 DEGC DEGF Mud Rept Rheometer temp
2050 M3   MRVIS3   F   4 -    -    Mud Rept Viscom 3 rpm
2051 M6   MRVIS6   F   4 -    -    Mud Rept Viscom 6 rpm
2052 M100 MRVIS100 F   4 -    -    Mud Rept Viscom 100 rpm
2053 M200 MRVIS200 F   4 -    -    Mud Rept Viscom 200 rpm
2054 M300 MRVIS300 F   4 -    -    Mud Rept Viscom 300 rpm
2055 M600 MRVIS600 F   4 -    -    Mud Rept Viscom 600 rpm
2056 MBRI MRBRINE  F   4 %    %    Mud Rept Brine %
2057 MALK MRALK    F   4 MLML MLML Mud Rept Alkalinity
2058 MLIM MRLIME   F   4 KGM3 PPB  Mud Rept Lime content
2059 MELS MRELECST F   4 V    V    Mud Rept Elect. Stability
2060 MCCL MRCACL   F   4 %    %    Mud Rept CaCl, Wt %
2061 SPR1 SPARE1   F   4 -    -    SPARE 1
2062 SPR2 SPARE2   F   4 -    -    SPARE 2
2063 SPR3 SPARE3   F   4 -    -    SPARE 3
2064 SPR4 SPARE4   F   4 -    -    SPARE 4
2065 SPR5 SPARE5   F   4 -    -    SPARE 5
`,
  21: `
2101 WID  WELLID   A  16 -    -    Well Identifier
2102 SKNO STKNUM   S   2 -    -    Sidetrack/Hole Sect No.
2103 RID  RECID    S   2 -    -    Record Identifier
2104 SQID SEQID    L   4 -    -    Sequence Identifier
2105 DATE DATE     L   4 -    -    Date
2106 TIME TIME     L   4 -    -    Time
2107 ACTC ACTCOD   S   2 -    -    Activity Code
2108 BNUM BTNUM    A   8 -    -    Bit Number
2109 BDIA BTDIAM   F   4 MM   IN   Bit Diameter
2110 BMAN BTMANUF  A  16 -    -    Bit Manufacturer
2111 BNAM BTNAME   A  16 -    -    Bit Name
2112 BCOD BTCODE   A   8 -    -    Bit IADC Code
2113 BSER BTSERNUM A  16 -    -    Bit Serial Number
2114 BCST BTCOST   F   4 $    $    Bit Cost
2115 BJT1 BTJET1   F   4 MM   I/32 Bit Jet 1 Diameter
2116 BJT2 BTJET2   F   4 MM   I/32 Bit Jet 2 Diameter
2117 BJT3 BTJET3   F   4 MM   I/32 Bit Jet 3 Diameter
2118 BJT4 BTJET4   F   4 MM   I/32 Bit Jet 4 Diameter
2119 BJTC BTJETCEN F   4 MM   I/32 Bit Center Jet Diameter
2120 BTFA BTTFA    F   4 MM2  SQIN Bit Total Flow Area
2121 BDPI BTDEPIN  F   4 M    F    Bit Starting Depth (In)
2122 BDPO BTDEPOUT F   4 M    F    Bit Ending Depth (Out)
2123 BDDI BTDDIST  F   4 M    F    Bit Run Drilled Distance
2124 BDTI BTDTIME  F   4 HR   HR   Bit Run Drilled Time
2125 BRTI BTRTIME  F   4 HR   HR   Bit Run Reamed Time
2126 BRPA BTROPA   F   4 M/HR F/HR Bit Penetration Rate (avg)
2127 BWBA BTWOBA   F   4 KDN  KLB  Bit Weight-on-Bit (avg)
2128 BWBX BTWOBX   F   4 KDN  KLB  Bit Weight-on-Bit (max)
2129 BRMA BTRPMA   S   2 RPM  RPM  Bit Rotary Speed (avg)
2130 BRMX BTRPMX   S   2 RPM  RPM  Bit Rotary Speed (max)
2131 BMFA BTMFA    F   4 L/M  GPM  Bit Mud Flow Rate (avg)
2132 BMDA BTMDA    F   4 KGM3 PPG  Bit Mud Density (avg)
2133 BSPA BTSPPA   F   4 KPA  PSI  Bit Standpipe Pressure (avg)
2134 BRUN BTRUN    A  16 -    -    Bit Reason Run
2135 BPUL BTPULL   A  16 -    -    Bit Reason Pulled
2136 BGI  BTGRDIN  A  16 -    -    Bit Grade In
2137 BGO  BTGRDOUT A  16 -    -    Bit Grade Out
2138 BSHK BTSHKSUB A   1 -    -    Bit Shock Sub Used ?
2139 BMM  BTMUDMOT A   1 -    -    Bit Mud Motor Used ?
2140 BCOM BTCOMM   A 128 -    -    Bit Comments
2141 SPR1 SPARE1   F   4 -    -    SPARE 1
2142 SPR2 SPARE2   F   4 -    -    SPARE 2
2143 SPR3 SPARE3   F   4 -    -    SPARE 3
2144 SPR4 SPARE4   F   4 -    -    SPARE 4
2145 SPR5 SPARE5   F   4 -    -    SPARE 5
2146 SPR6 SPARE6   F   4 -    -    SPARE 6
2147 SPR7 SPARE7   F   4 -    -    SPARE 7
2148 SPR8 SPARE8   F   4 -    -    SPARE 8
2149 SPR9 SPARE9   F   4 -    -    SPARE 9
`,
  22: `
2201 WID  WELLID   A  16 -    -    Well Identifier
2202 SKNO STKNUM   S   2 -    -    Sidetrack/Hole Sect No.
2203 RID  RECID    S   2 -    -    Record Identifier
2204 SQID SEQID    L   4 -    -    Sequence Identifier
2205 DATE DATE     L   4 -    -    Date
2206 TIME TIME     L   4 -    -    Time
2207 ACTC ACTCOD   S   2 -    -    Activity Code
2208 DMEA DEPTMEAS F   4 M    F    Depth Hole (meas)
2209 DVER DEPTVERT F   4 M    F    Depth Hole (vert)
2210 COMM COMM     A 256 -    -    Comments
`,
  23: `
2301 WID  WELLID   A  16 -    -    Well Identifier
2302 SKNO STKNUM   S   2 -    -    Sidetrack/Hole Sect No.
2303 RID  RECID    S   2 -    -    Record Identifier
2304 SQID SEQID    L   4 -    -    Sequence Identifier
2305 DATE DATE     L   4 -    -    Date
2306 TIME TIME     L   4 -    -    Time
2307 ACTC ACTCOD   S   2 -    -    Activity Code
2308 WELL WELLNAME A  32 -    -    Well Name
2309 WNUM WELLNUM  A  16 -    -    Well Identification Number
2310 OPER OPERATOR A  32 -    -    Operator
2311 WCLS WELLCLAS A  16 -    -    Well Classification (Lahee)
2312 WLOC LOCATION A  32 -    -    Well Location
2313 WUTM WELLUTM  A  16 -    -    Well Univ.Tran.Mercator
2314 WLAT WELLLAT  A  16 -    -    Well Surface Latitude
2315 WLON WELLLON  A  16 -    -    Well Surface Longitude
2316 FLD  FIELD    A  32 -    -    Field Name
2317 ELDP ELEVDP   F   4 M    F    Elev : Datum-MSL
2318 ELKB ELEVKB   F   4 M    F    Elev : Kelly Bushing-MSL
2319 ELGL ELEVGL   F   4 M    F    Elev : Ground Level-MSL
2320 WDPM WATDEPT  F   4 M    F    Water Depth (mean)
2321 SPDT SPUDDATE L   4 -    -    Spud Date
2322 CUS1 CUS1     A  32 -    -    Custom Field 01 Identifier
2323 CUS2 CUS2     A  32 -    -    Custom Field 02 Identifier
2324 CUS3 CUS3     A  32 -    -    Custom Field 03 Identifier
2325 CUS4 CUS4     A  32 -    -    Custom Field 04 Identifier
2326 CUS5 CUS5     A  32 -    -    Custom Field 05 Identifier
2327 CUS6 CUS6     A  32 -    -    Custom Field 06 Identifier
2328 CUS7 CUS7     A  32 -    -    Custom Field 07 Identifier
2329 CUS8 CUS8     A  32 -    -    Custom Field 08 Identifier
2330 CUS9 CUS9     A  32 -    -    Custom Field 09 Identifier
2331 CUS0 CUS0     A  32 -    -    Custom Field 10 Identifier
2332 UNIT UNIT     A   8 -    -    Units Type used
2333 TOFF TOFFSET  L   4 -    -    Time Zone Offset
2334 SPR1 SPARE1   F   4 -    -    SPARE 1
2335 SPR2 SPARE2   F   4 -    -    SPARE 2
2336 SPR3 SPARE3   F   4 -    -    SPARE 3
2337 SPR4 SPARE4   F   4 -    -    SPARE 4
`,
  24: `
2401 WID  WELLID   A  16 -    -    Well Identifier
2402 SKNO STKNUM   S   2 -    -    Sidetrack/Hole Sect No.
2403 RID  RECID    S   2 -    -    Record Identifier
2404 SQID SEQID    L   4 -    -    Sequence Identifier
2405 DATE DATE     L   4 -    -    Date
2406 TIME TIME     L   4 -    -    Time
2407 ACTC ACTCOD   S   2 -    -    Activity Code
2408 WDPM WATDEPT  F   4 M    F    Water Depth (mean)
2409 TIDE TIDE     F   4 M    F    Tide
2410 VHED VESSHEAD F   4 DEG  DEG  Vessel Heading
2411 RVCG RIGVCG   F   4 M    F    Rig VCG
2412 RTEN RISTENS  F   4 KDN  KLB  Riser Tension
2413 OFSA OFFSETA  F   4 M    F    Rig Offset (avg)
2414 OFSX OFFSETX  F   4 M    F    Rig Offset (max)
2415 OFSD OFFSETD  F   4 DEG  DEG  Rig Offset Direction
2416 LANA LMRPANA  F   4 DEG  DEG  LMRP Angle (avg)
2417 LANX LMRPANX  F   4 DEG  DEG  LMRP Angle (max)
2418 LAND LMRPAND  F   4 DEG  DEG  LMRP Angle, Direction
2419 MDRI MDRISER  F   4 KGM3 PPG  Fluid Density in Riser
2420 TA01 MLTA01   F   4 KDN  KLB  Mooring Line #01 Tens(avg)
2421 TX01 MLTX01   F   4 KDN  KLB  Mooring Line #01 Tens(max)
2422 TA02 MLTA02   F   4 KDN  KLB  Mooring Line #02 Tens(avg)
2423 TX02 MLTX02   F   4 KDN  KLB  Mooring Line #02 Tens(max)
2424 TA03 MLTA03   F   4 KDN  KLB  Mooring Line #03 Tens(avg)
2425 TX03 MLTX03   F   4 KDN  KLB  Mooring Line #03 Tens(max)
2426 TA04 MLTA04   F   4 KDN  KLB  Mooring Line #04 Tens(avg)
2427 TX04 MLTX04   F   4 KDN  KLB  Mooring Line #04 Tens(max)
2428 TA05 MLTA05   F   4 KDN  KLB  Mooring Line #05 Tens(avg)
2429 TX05 MLTX05   F   4 KDN  KLB  Mooring Line #05 Tens(max)
2430 TA06 MLTA06   F   4 KDN  KLB  Mooring Line #06 Tens(avg)
2431 TX06 MLTX06   F   4 KDN  KLB  Mooring Line #06 Tens(max)
2432 TA07 MLTA07   F   4 KDN  KLB  Mooring Line #07 Tens(avg)
2433 TX07 MLTX07   F   4 KDN  KLB  Mooring Line #07 Tens(max)
2434 TA08 MLTA08   F   4 KDN  KLB  Mooring Line #08 Tens(avg)
2435 TX08 MLTX08   F   4 KDN  KLB  Mooring Line #08 Tens(max)
2436 TA09 MLTA09   F   4 KDN  KLB  Mooring Line #09 Tens(avg)
2437 TX09 MLTX09   F   4 KDN  KLB  Mooring Line #09 Tens(max)
2438 TA10 MLTA10   F   4 KDN  KLB  Mooring Line #10 Tens(avg)
2439 TX10 MLTX10   F   4 KDN  KLB  Mooring Line #10 Tens(max)
2440 TA11 MLTA11   F   4 KDN  KLB  Mooring Line #11 Tens(avg)
2441 TX11 MLTX11   F   4 KDN  KLB  Mooring Line #11 Tens(max)
2442 TA12 MLTA12   F   4 KDN  KLB  Mooring Line #12 Tens(avg)
2443 TX12 MLTX12   F   4 KDN  KLB  Mooring Line #12 Tens(max)
2444 TF01 THRF01   F   4 KDN  KLB  Thruster #01, Force
2445 TD01 THRD01   F   4 DEG  DEG  Thruster #01, Direction
2446 TF02 THRF02   F   4 KDN  KLB  Thruster #02, Force
2447 TD02 THRD02   F   4 DEG  DEG  Thruster #02, Direction
2448 TF03 THRF03   F   4 KDN  KLB  Thruster #03, Force
2449 TD03 THRD03   F   4 DEG  DEG  Thruster #03, Direction
2450 TF04 THRF04   F   4 KDN  KLB  Thruster #04, Force
2451 TD04 THRD04   F   4 DEG  DEG  Thruster #04, Direction
2452 TF05 THRF05   F   4 KDN  KLB  Thruster #05, Force
2453 TD05 THRD05   F   4 DEG  DEG  Thruster #05, Direction
2454 TF06 THRF06   F   4 KDN  KLB  Thruster #06, Force
2455 TD06 THRF06   F   4 DEG  DEG  Thruster #06, Direction
2456 TF07 THRF07   F   4 KDN  KLB  Thruster #07, Force
2457 TD07 THRD07   F   4 DEG  DEG  Thruster #07, Direction
2458 TF08 THRF08   F   4 KDN  KLB  Thruster #08, Force
2459 TD08 THRD08   F   4 DEG  DEG  Thruster #08, Direction
2460 SPR1 SPARE1   F   4 -    -    SPARE 1
2461 SPR2 SPARE2   F   4 -    -    SPARE 2
2462 SPR3 SPARE3   F   4 -    -    SPARE 3
2463 SPR4 SPARE4   F   4 -    -    SPARE 4
2464 SPR5 SPARE5   F   4 -    -    SPARE 5
`,
  25: `
2501 WID  WELLID   A  16 -    -    Well Identifier
2502 SKNO STKNUM   S   2 -    -    Sidetrack/Hole Sect No.
2503 RID  RECID    S   2 -    -    Record Identifier
2504 SQID SEQID    L   4 -    -    Sequence Identifier
2505 DATE DATE     L   4 -    -    Date
2506 TIME TIME     L   4 -    -    Time
2507 ACTC ACTCOD   S   2 -    -    Activity Code
2508 WDPM WATDEPT  F   4 M    F    Water Depth (mean)
2509 AIRT AIRTEMP  F   4 DEGC DEGF Air Temperature
2510 BARP BARPRES  F   4 KPA  IHG  Barometric Pressure
2511 WVSH WVSHGHT  F   4 M    F    Waves, Significant Height
2512 WVMH WVMHGHT  F   4 M    F    Waves, Maximum Height
2513 WVMP WVMPER   S   2 SEC  SEC  Waves, Mean Period
2514 WVDI WVDIR    F   4 DEG  DEG  Waves, Direction
2515 SWSH SWSHGHT  F   4 M    F    Swell, Significant Height
2516 SWMH SWMHGHT  F   4 M    F    Swell, Maximum Height
2517 SWMP SWMPER   S   2 SEC  SEC  Swell, Mean Period
2518 SWDI SWDIR    F   4 DEG  DEG  Swell, Direction
2519 WSPD WINDSPD  F   4 KPH  MPH  Wind Speed ( 1 min )
2520 WGST WINDGUST F   4 KPH  MPH  Wind Gusts ( 5 sec )
2521 WDIR WINDDIR  F   4 DEG  DEG  Wind Direction
2522 ANEM ANEMHGHT F   4 M    F    Anemometer Height
2523 CSPD CURRSPD  S   2 KPH  MPH  Current Speed
2524 CDIR CURRDIR  F   4 DEG  DEG  Current Direction
2525 DCUR DEPTCURR F   4 M    F    Depth current measured
2526 VMD  VESMDRFT F   4 M    F    Vessel Mean Draft
2527 HVSG HEAVSIG  F   4 M    F    Heave, Peak-to-Peak (sig)
2528 HVMX HEAVMAX  F   4 M    F    Heave, Peak-to-Peak (max)
2529 HVMP HEAVMPER S   2 SEC  SEC  Heave, Mean Period
2530 RLSG ROLLSIG  F   4 DEG  DEG  Roll, Peak-to-Peak (sig)
2531 RLMX ROLLMAX  F   4 DEG  DEG  Roll, Peak-to-Peak (max)
2532 RLMP ROLLMPER S   2 SEC  SEC  Roll, Mean Period
2533 PTSG PTCHSIG  F   4 DEG  DEG  Pitch, Peak-to-Peak (sig)
2534 PTMX PTCHMAX  F   4 DEG  DEG  Pitch, Peak-to-Peak (max)
2535 PTMP PTCHMPER S   2 SEC  SEC  Pitch, Mean Period
2536 YWSG YAWSIG   F   4 DEG  DEG  Yaw, Peak-to Peak (sig)
2537 YWMX YAWMAX   F   4 DEG  DEG  Yaw, Peak-to-Peak (max)
2538 YWMP YAWMPER  S   2 SEC  SEC  Yaw, Mean Period
2539 SUSG SURGSIG  F   4 M    F    Surge, Peak-to-Peak (sig)
2540 SUMX SURGMAX  F   4 M    F    Surge, Peak-to-Peak (max)
2541 SUMP SURGMPER S   2 SEC  SEC  Surge, Mean Period
2542 SYSG SWAYSIG  F   4 M    F    Sway, Peak-to-Peak (sig)
2543 SYMX SWAYMAX  F   4 M    F    Sway, Peak-to-Peak (max)
2544 SYMP SWAYMPER S   2 SEC  SEC  Sway, Mean Period
2545 TRIM TRIM     F   4 DEG  DEG  Trim
2546 HEEL HEEL     F   4 DEG  DEG  Heel
2547 WSCM WSSCOMM  A 128 -    -    Weather Comments
2548 SPR1 SPARE1   F   4 -    -    SPARE 1
2549 SPR2 SPARE2   F   4 -    -    SPARE 2
2550 SPR3 SPARE3   F   4 -    -    SPARE 3
2551 SPR4 SPARE4   F   4 -    -    SPARE 4
2552 SPR5 SPARE5   F   4 -    -    SPARE 5
`,
};
