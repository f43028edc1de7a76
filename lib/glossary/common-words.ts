/** Everyday words of meetings in English, lower case: what is written so is meant so. */
const everyday: ReadonlySet<string> = new Set(
  `
  a about above accept access according account across act action actions active activity actual actually
  add added adding addition address after again against age agenda ago agree agreed agreement ahead aim all
  allow allowed almost alone along already also although always am among amount an and another answer any
  anybody anymore anyone anything anyway apart app appear application applications apply approach approval
  approve approved are area argue argument around arrive art article as aside ask asked asking asks aspect
  assign assume at attach attack attempt attend attention audience author authors auto automatic available
  average avoid aware away back background backup bad balance bank bar base based basic basically basis be
  because become been before began begin beginning behind being believe below benefit best better between
  beyond big bigger bit block blocked blocker blocking blocks blog board body book both bottom box branch
  branches break breaking bring broken browser budget bug bugs build building builds built business busy but
  button by calendar call called calling calls came can cannot capture card care case cases cast catch
  category cause center central certain certainly chain chair challenge chance change changed changes
  changing channel channels character chat check checked checking checks choice choose chosen circle city
  claim class clean clear clearly click client clients clock close closed closer code codes collect color
  column combine come comes coming comment comments commit commits committee common community company
  compare compatible complete completed completely complex concept concern concerned concerns conclude
  condition conference configure confirm confirmed conflict connect connected connection connections
  consensus consider considered consistent contact contain contains content contents context continue
  continued contract contracts contribute contributor contributors control convert copy core correct
  correctly cost costs could count country couple course cover covered create created creates creating
  creation critical cross current currently custom cut cycle daily dark data database date dates day days
  dead deadline deal death debate decide decided decision decisions deep default define defined definitely
  definition delay delete deliver demo depend depends deploy deployed deployment deprecate describe
  description design desk despite detail details determine develop developed developer developers
  development device devices did differ difference different difficult direct direction directly directory
  disagree discuss discussed discussing discussion discussions disk display distribute do document
  documentation documents does doing domain done door doubt down download draft drag drive drop due during
  each earlier early easier easily east easy edge edit editor effect effort eight either element else
  elsewhere email emails empty enable end ended ending ends engine english enough ensure enter entire
  entirely entry environment equal error errors especially etc even evening event events eventually ever
  every everybody everyone everything everywhere evidence exact exactly example examples except exchange
  exist existing exists expect expected expensive experience experiment explain explained explicit explore
  expose express extend extension extra extract extreme eye face fact fail failed failing fails failure fair
  fairly fall false familiar family far fast faster feature features feedback feel few field fields fifth
  fight figure file files fill final finally find finding finds fine finish finished fire first fit five fix
  fixed fixes flag flags flow focus folder folks follow followed following food for force foreign fork form
  formal format forms forum forward found four frame framework free friday friend friends from front full
  fully function functions fund funding further future game gap gas gave general generally get gets getting
  give given gives giving go goal goals goes going gone good got government grant great green ground group
  groups grow growth guess guide guy guys had half hand handle hands happen happened happening happens happy
  hard has have having he head heading health hear heard heart heavy held hello help helpful helps her here
  hey hi high higher highly him his history hold holding home hope hoping host hour hours house how however
  huge human hundred idea ideas identify if ignore image impact implement implementation implementations
  implemented implementing implication important improve improved improvement improvements in incident
  include included includes including increase indeed index individual industry info information initial
  initially input inside install instance instead integrate integration interest interested interesting
  interface internal internet into introduce invite involve involved is isolate issue issues it item items
  its itself job join joined july june just keep keeping keeps key keys kind kinds king knew know knowing
  known knows label lack land language large larger last late later latest launch law layer lead leader
  leading leads learn learned least leave led left legal length less let letter letters level levels library
  lies life light like likely limit limited limits line lines link linked links list listed listen lists
  little live load local lock log logic login logs long longer look looked looking looks loop lose lost lot
  lots love low lower machine made mail main mainly maintain maintainer maintainers maintenance major
  majority make makes making man manage managed management manager manual many map march mark market master
  match material matter matters may maybe me mean meaning means meant measure mechanism media meet meeting
  meetings member members memory mention mentioned merge merged merging message messages messaging met
  method methods might migrate migration mind mine minor minute minutes miss missed missing mixed mobile
  mode model models modern modify module modules moment monday money monitor month months more morning most
  mostly motion mountain move moved movement moves moving much multiple music must my name named names
  national native nature near nearly necessary need needed needs neither net network networks never new news
  next nice night nine no nobody node nodes none nor normal normally north not note notes nothing notice
  notification notifications now number numbers object objection objections objective objects obvious
  obviously occur of off offer office official often oh ok okay old on once one ones online only onto open
  opened opening operate operation operations operator opinion opportunity option optional options or order
  organise organization organize origin original other others otherwise our out outcome output outside over
  overall overview own owner owners pack package packages page pages paid panel paper parallel part
  participant participants particular particularly parties partner parts party pass passed passing past
  patch path pattern pay payment peer peers pending people per percent perfect perform performance perhaps
  period permission person personal personally phase phone photo pick picture piece pieces ping pipe place
  plan planned planning plans platform play player please plus point pointed pointing points policy poll
  pool poor popular port position positive possible possibly post posted posts potential power practice
  prefer preference prepare prepared present presentation press pressure pretty prevent previous previously
  price primary print prior priority private pro probably problem problems process processes produce product
  production products profile program programs progress project projects promise promote proof proper
  properly property proposal proposals propose proposed protect protection protocol protocols prove provide
  provided provider providers provides public publish published pull purpose push pushed put quality quarter
  queries query question questions queue quick quickly quiet quite quote race raise raised ran random range
  rate rather reach reached react read reader readers reading ready real reality really reason reasonable
  reasons recall receive received recent recently recommend record recorded recording red reduce refer
  reference regard regarding region register regular regularly reject related relation relationship release
  released releases releasing relevant remain remaining remember remote remove removed removing rename
  render repeat replace replaced reply repo report reported reports repos repository represent request
  requested requests require required requirement requirements requires research reset resolve resolved
  resource resources respect respond response responsible rest restart result results return returns review
  reviewed reviewer reviewers reviewing reviews revise rid right rights rise risk risks roadmap role roles
  roll room root round route row rule rules run running runs safe said same sample saturday save saw say
  saying says scale scenario schedule scheduled schema school science scope scratch screen script scripts
  search season second seconds section secure security see seeing seem seems seen select self sell send
  sending senior sense sent separate series serious serve server servers service services session sessions
  set sets setting settings setup seven several shall share shared sharing she shell shift ship short should
  show showed showing shown shows side sign signal signed significant similar simple simpler simply since
  single site sites situation six size skip slack slide slides slight slightly slow slower small smaller
  smart so social soft software solid solution solutions solve solved some somebody somehow someone
  something sometime sometimes somewhat somewhere soon sorry sort sound sounds source sources south space
  speak speaker speaking spec special specific specifically specification specs speed spend spent split
  sprint stable staff stage staging stake stand standard standards standing star start started starting
  starts state stated statement states static station stats status stay step steps stick still stop stopped
  storage store stored story strange strategy stream street string strong structure struggle student study
  stuff style sub subject submit submitted success successful such suddenly suggest suggested suggestion
  suggestions suite sum summary summer sunday super support supported supporting supports supposed sure
  surface survey switch symbol system systems table tag tags take taken takes taking talk talked talking
  talks target task tasks tax teach team teams tech technical technology tell ten tend term terms test
  tested testing tests text than thank thanks that the their them themselves then theory there therefore
  these they thing things think thinking thinks third this those though thought thoughts thousand thread
  threads three threshold through thursday thus ticket tickets till time timeline times title to today
  together token tokens told tomorrow too took tool tooling tools top topic topics total touch toward
  towards town track tracking trade traffic train training transfer transition tree trial tried tries
  trigger trip trouble true trust truth try trying tuesday turn turned twice two type types typical
  typically ui under understand understanding unit units university unless until up update updated updates
  updating upgrade upgrades upload upon upper us usage use used useful user users uses using usual usually
  valid validate validation validator validators valuable value values variable variant various vary vector
  vendor verify version versions very via video view views virtual visible vision visit voice volume vote
  voted votes voting wait waiting walk wall want wanted wanting wants war warning was watch water way ways
  we weak web website wednesday week weekly weeks weight welcome well went were west what whatever when
  where whereas whether which while white who whole whose why wide widely wider wife wiki will willing win
  window wish with within without woman women won wonder wondering word words work workaround worked worker
  workers working works workshop world worry worse worst worth would wrap write writer writing written wrong
  wrote year years yellow yes yesterday yet you young your yourself zero zone
`
    .trim()
    .split(/\s+/u),
);

const endings = [/(?:'s|’s|s)$/u, /es$/u, /ed$/u, /d$/u, /ing$/u, /ly$/u, /er$/u, /r$/u];

/** Whether a word, in lower case, is an everyday one or a form of one. */
export function isCommonWord(word: string): boolean {
  return (
    everyday.has(word) || endings.some((ending) => ending.test(word) && isStem(word.replace(ending, '')))
  );
}

function isStem(stem: string): boolean {
  // Shorter ones take no endings that a term may not begin with: `ther` is no form of `the`.
  if (stem.length < 4) return false;
  return (
    everyday.has(stem) ||
    everyday.has(`${stem}e`) ||
    (stem.endsWith('i') && everyday.has(`${stem.slice(0, -1)}y`))
  );
}
