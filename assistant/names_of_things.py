"""Names of one thing: goods by chapter of the tariff, people and bodies, money, transport, documents.

Each line lists names that may be swapped without a change of what is meant. Siblings (urea and potash, exports and
imports, gross and net) never stand on one line. No name of a company, a place or a document.
"""

from __future__ import annotations

TABLE = """
clothes | clothing | apparel | garments | wearing apparel | readymade garments | ready-made garments | RMG
jeans | denim trousers | denim pants | denims
tee | tee shirt | t-shirt | tshirt
trousers | pants | slacks
sweater | jumper | pullover | jersey
knitwear | knitted garments | knits | knit garments | knitted apparel
wovens | woven garments | woven apparel
underwear | undergarments | lingerie
footwear | shoes
sneakers | trainers | sports shoes | athletic footwear
fabric | cloth | textile fabric
yarn | spun yarn
carpets | rugs | floor coverings
home textiles | household linen | bed linen
handbags | bags of leather | leather bags
hides | raw hides | rawhide
medicines | pharmaceuticals | pharma | drugs | medicaments | pharmaceutical products
generics | generic medicines | generic drugs
vaccines | jabs
medical devices | medical equipment | medtech | medical instruments
cars | automobiles | passenger cars | passenger vehicles | autos | motor cars
lorries | trucks | heavy goods vehicles | HGVs
motorbikes | motorcycles | two-wheelers
bikes | bicycles | pushbikes
electric cars | electric vehicles | EVs | battery electric vehicles
car parts | auto parts | automotive components | auto components | vehicle parts
tyres | tires
planes | aircraft | airplanes | aeroplanes
ships | vessels
railcars | wagons | rail cars | freight cars
mobiles | mobile phones | cell phones | cellphones | smartphones | handsets
computers | PCs | laptops
chips | semiconductors | integrated circuits | microchips
televisions | TVs | TV sets
fridges | refrigerators
air conditioners | ACs | air-conditioning units
solar panels | photovoltaic modules | PV modules | solar modules
wind turbines | windmills
batteries | accumulators
machine tools | metal-working machines
tractors | farm tractors
farm machinery | agricultural machinery | agricultural machines
kit | equipment | gear
spare parts | spares
steel | steel products
rebar | reinforcing bars | steel bars
scrap | scrap metal | waste and scrap
aluminium | aluminum
copper cathodes | refined copper
copper concentrate | copper concentrates
gold | bullion
jewellery | jewelry
gemstones | gems | precious stones
diamonds | cut diamonds
cement | clinker cement
timber | wood | lumber
plywood | veneer panels
furniture | furnishings
plastics | plastic products | polymers
rubber | natural rubber
chemicals | chemical products
fertiliser | fertilizer | plant food
soda | soda ash
saltpetre | saltpeter
caustic soda | sodium hydroxide | lye
battery chemicals | battery materials
oil | petroleum | crude oil | crude
petrol | gasoline | motor spirit
diesel | gasoil | gas oil
jet fuel | kerosene | aviation fuel
fuel oil | bunker fuel | heavy fuel oil
natural gas | gas
LNG | liquefied natural gas | liquified natural gas
LPG | liquefied petroleum gas | cooking gas
coal | hard coal
coking coal | metallurgical coal | met coal
power | electricity | electric power | electrical energy
renewables | renewable energy | green energy
wheat | wheat grain
maize | corn
rice | paddy
grain | cereals | grains
soya | soy | soybeans | soyabeans | soya beans
pulses | lentils and peas | legumes
edible oil | vegetable oil | cooking oil
palm oil | palm olein
sunflower oil | sunflowerseed oil
sugar | sweetener
cocoa | cacao
coffee beans | green coffee
tea leaves | made tea
peanuts | groundnuts
cashews | cashew nuts
aubergines | eggplants
fruit | fruits
veg | vegetables | veggies
cut flowers | flowers | floriculture
meat | meat products
beef | bovine meat | veal
pork | pig meat | pigmeat
poultry | chicken
mutton | sheep meat | lamb
fish | seafood | fishery products
shrimps | prawns
dairy | dairy products | milk products
milk powder | powdered milk | dried milk
spirits | liquor
booze | alcohol | alcoholic beverages
soft drinks | non-alcoholic beverages
cigarettes | cigarets
animal feed | feedstuff | fodder
livestock | farm animals | live animals
cattle | cows | bovines
cotton | cotton fibre | cotton lint
wool | sheep wool
silk | raw silk
leather goods | leather products | articles of leather
toys | playthings
cosmetics | beauty products | make-up
soap | soaps
software | computer programs
call centres | BPO | business process outsourcing
tourism | travel services | tourist travel
holidaymakers | tourists | visitors
remittances | money sent home | transfers from workers abroad
staff | employees | headcount | workforce | personnel | people on the payroll | payroll | people employed
workers | labourers | labour force
salary | wage | wages | pay packet | earnings of workers
minimum wage | wage floor
bosses | managers | executives
chief executive | CEO | managing director | chief executive officer
chairman | chairperson | chair | chairwoman
president | head of state
prime minister | premier | head of government
minister | cabinet minister
deputy minister | vice minister | junior minister
spokesman | spokesperson | spokeswoman
ambassador | envoy
civil servants | officials | bureaucrats
customs officers | customs officials | customs men
inspectors | inspectorate
regulator | regulatory authority | watchdog
central bank | reserve bank | monetary authority | national bank
treasury | exchequer | state budget | state coffers | public purse
finance ministry | ministry of finance | treasury department
tax office | revenue authority | tax authority | taxman
statistics office | statistical office | bureau of statistics | statistics bureau
trade ministry | ministry of trade | commerce ministry | ministry of commerce
farm ministry | agriculture ministry | ministry of agriculture
parliament | legislature
court | tribunal
union | trade union | labour union
trade body | industry association | trade association | industry body
chamber | chamber of commerce
exporters' council | council of exporters | export council
news agency | wire service
analysts | market analysts | pundits
consultants | advisers | advisors
think tank | research institute
NGO | non-governmental organisation | charity
SMEs | small and medium enterprises | small businesses | small firms
startup | start-up
multinationals | multinational companies | transnationals
state firm | state-owned enterprise | state company | SOE | parastatal
joint venture | JV
subsidiary | daughter company | affiliate
plant | factory | mill
desalination plant | desalination works | desalter
refinery | refining plant
smelter | smelting works
mine | pit | colliery
quarry | stone pit
warehouse | storehouse | depot
farm | homestead
farmers | growers | cultivators
smallholders | small farmers | peasant farmers
plantation | estate
fishermen | fishers
sailors | seafarers | seamen
drivers | truckers | lorry drivers
accident | incident | mishap
cave-in | collapse | roof fall | roof collapse
blast | explosion
fire | blaze
strike | walkout | industrial action | work stoppage
lockdown | shutdown
outage | blackout | power cut | power cuts | load shedding
breakdown | failure
upgrade | expansion | enlargement | extension
overhaul | refurbishment | modernisation | modernization
opening | inauguration
closure | shutdown
takeover | acquisition | buyout
merger | amalgamation
layoffs | redundancies | job cuts | dismissals
bankruptcy | insolvency
pay rise | wage increase | wage hike
price rise | price increase | price hike
duty | tariff | customs duty | import duty
levy | cess
surcharge | extra duty | additional duty | extra charge
duty-free | duty free | zero duty | tariff-free | zero-rated
excise | excise duty | excise tax
VAT | value added tax | value-added tax
GST | goods and services tax
sales tax | turnover tax
royalty | royalties | mining royalty
subsidy | subsidies | state aid | support payments
rebate | drawback | refund
quota | ceiling | cap
allowance | entitlement
ban | prohibition | embargo
curbs | restrictions
sanctions | punitive measures
red tape | bureaucracy | paperwork
non-tariff barriers | NTBs | non-tariff measures
rules of origin | origin rules
certificate of origin | origin certificate
bill of lading | B/L | BL
letter of credit | L/C | LC | documentary credit
waybill | consignment note
declaration | customs declaration | customs entry
permit | licence | license
patent | intellectual property right
standard | norm
FTA | free trade agreement | free-trade deal | free trade deal
trade deal | trade agreement | trade pact
preference | preferential treatment | trade preferences
most favoured nation | MFN | most-favoured-nation
dumping duty | anti-dumping duty | antidumping duty
WTO | World Trade Organization | World Trade Organisation
IMF | International Monetary Fund | the Fund
UN | United Nations
GDP | gross domestic product
GSP | generalised scheme of preferences | generalized system of preferences
LDC | least developed country | least-developed country
FDI | foreign direct investment
capex | capital expenditure | capital spending | investment spending
opex | operating expenditure | operating costs | running costs
turnover | sales revenue
takings | receipts | proceeds
income | revenue
profits | earnings after tax | net income
outlay | expenditure | spending
overheads | fixed costs
cash cost | cash costs
production cost | cost of production | production costs | unit cost
loan | credit
mortgage | secured loan
interest rate | lending rate | borrowing rate
base rate | policy rate | repo rate | key rate
inflation | price inflation | consumer price inflation
exchange rate | currency rate | forex rate | conversion rate | rate of exchange
debt | borrowings | liabilities
arrears | late payments | overdue payments
forex reserves | foreign exchange reserves | currency reserves
devaluation | depreciation
bourse | stock exchange
stake | shareholding
prepayment | advance payment | payment in advance
instalment | installment
middlemen | intermediaries | brokers | agents
wholesalers | distributors
retailers | shops | stores
supermarkets | grocery chains
brands | labels
retail chain | store chain | retailer
order book | orders in hand | backlog
orders | bookings | purchase orders
lead time | delivery time
dwell time | waiting time | time in port | port stay
box | container | shipping container
boxes | containers | shipping containers
TEU | twenty-foot equivalent units | twenty-foot containers
dock | quay | berth | wharf
port | harbour | harbor | seaport
deep-sea port | deep sea port | deepwater port | deep-water port
airport | airfield
railway | railroad | rail line | train line
motorway | highway | expressway
border crossing | border post | frontier post | checkpoint
customs house | customs post
free zone | free trade zone | special economic zone | SEZ | export processing zone | EPZ | export zone
freight | shipping costs | freight charges
shipping line | ocean carrier | container line
forwarder | freight forwarder
trip | voyage | journey
delay | holdup | hold-up
shortage | scarcity | dearth | lack
glut | oversupply | surplus
stockpile | inventory
backlog | queue
bottleneck | chokepoint
supply chain | value chain
demand | offtake
output | production
yield | crop yield
harvest | crop
acreage | planted area | area under cultivation | cropland
rainfall | rain | precipitation
drought | dry spell
flood | flooding | inundation
groundwater | ground water | aquifer water | well water
seawater | sea water
freshwater | fresh water
irrigation | watering
waste water | effluent | sewage
carbon tax | carbon levy | CO2 tax
carbon border tax | CBAM | carbon border adjustment mechanism
emissions | greenhouse gas emissions | GHG emissions
carbon footprint | carbon intensity
tailings | mine waste
brine | salt water
ore grade | ore content | head grade
benchmark | reference price
treatment charge | TC
offtake agreement | offtake contract
spot price | cash price
futures | forward contracts
price floor | floor price | minimum price
price cap | price ceiling | maximum price
discount | price reduction
premium | mark-up | markup
margin | profit margin
market share | share of the market
market leader | leading supplier
overseas | abroad | foreign
homegrown | domestic | local
buyers | customers | clients | purchasers
suppliers | vendors | sellers
rivals | competitors
newcomers | entrants
complaint | grievance | gripe | criticism
pledge | promise | commitment
plan | scheme | programme | program
roadmap | road map
strategy | master plan
deadline | due date | cut-off date
base case | central scenario | baseline
high case | optimistic scenario | bull case | upside case
low case | pessimistic scenario | bear case | downside case
odds | probabilities | chances | likelihood
survey | poll
census | population count
population | inhabitants | number of people
households | families
children | kids | minors
women | females
youth | young people
school | schools
hospital | hospitals | clinic
doctors | physicians
nurses | nursing staff
students | pupils
idle | unused | standing still | out of use
running | operating | in operation
installed | in place | set up
shut | closed | closed down
""".strip()
"""Names of one thing on each line, set apart by bars."""
